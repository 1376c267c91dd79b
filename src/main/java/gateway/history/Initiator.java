package gateway.history;

import gateway.graph.Call;
import gateway.graph.Request;
import gateway.graph.Uuid7;
import gateway.security.Caller;
import gateway.security.Tenant;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.stream.Stream;

/** Who makes an entry, and by which request. */
public record Initiator(Caller caller, Request request) {

  public static Initiator of(Call call) {
    return new Initiator(Caller.of(call.identity()), call.request());
  }

  /** For whom the change is made, and in which transaction. */
  public Tenant tenant() {
    return Tenant.of(caller.tenant(), request);
  }

  /**
   * Adds this entry's own facts to a writer's parameters, in the order that {@link EntryStatement}
   * expects.
   */
  public Tuple addTo(Tuple parameters) {
    return addSelfTo(parameters.addUUID(Uuid7.next()));
  }

  /** The same for so many entries at once, whose ids are one parameter. */
  public Tuple addTo(Tuple parameters, int entries) {
    return addSelfTo(
        parameters.addArrayOfUUID(
            Stream.generate(Uuid7::next).limit(entries).toArray(UUID[]::new)));
  }

  private Tuple addSelfTo(Tuple parameters) {
    return parameters
        .addString(caller.principalId())
        .addString(caller.applicationId())
        .addShort(caller.authorization().number())
        .addUUID(request.ids().requestId())
        .addString(request.ids().clientRequestId())
        .addString(caller.userPrincipalName().orElse(null))
        .addString(request.peer().address());
  }
}
