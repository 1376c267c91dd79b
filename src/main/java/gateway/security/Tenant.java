package gateway.security;

import gateway.graph.Call;
import gateway.graph.Request;
import gateway.graph.Transaction;
import java.util.Optional;
import java.util.UUID;

/**
 * For whom database work is done, and in which transaction.
 *
 * @param transaction that of the batch to whose atomicity group a request belongs; empty when each
 *     statement is one of its own
 */
public record Tenant(UUID id, Optional<Transaction> transaction) {

  public static Tenant of(Call call) {
    return of(call.identity().tenant(), call.request());
  }

  public static Tenant of(UUID id, Request request) {
    return new Tenant(id, request.transaction());
  }
}
