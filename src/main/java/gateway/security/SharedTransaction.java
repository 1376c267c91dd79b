package gateway.security;

import gateway.graph.Problem;
import gateway.graph.Transaction;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;

/** A begun transaction on a connection of its own; all of its work is one tenant's. */
final class SharedTransaction implements Transaction {

  private final SqlConnection connection;
  private Optional<UUID> tenant = Optional.empty();

  SharedTransaction(SqlConnection connection) {
    this.connection = connection;
  }

  /** The connection, for a statement of a tenant; 400 when the work before was another's. */
  SqlClient client(UUID of) {
    if (tenant.isEmpty()) {
      tenant = Optional.of(of);
    } else if (!tenant.get().equals(of)) {
      throw Problem.badRequest("All parts of an atomicity group must be of one tenant.");
    }
    return connection;
  }
}
