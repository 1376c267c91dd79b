package gateway.history;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;

/** The collection whose entities have a history, as far as addresses and answers name it. */
public final class AuditCollection {

  /** Its address below the service root. */
  public static final String ADDRESS = "deviceManagement/remoteActionAudits";

  /** The address of one audit as routes have it. */
  public static final String ITEM = ADDRESS + "/{id}";

  private AuditCollection() {}

  /** The canonical address of one audit below the service root. */
  public static String address(String id) {
    return ADDRESS + "('" + id.replace("'", "''") + "')";
  }

  /** 404: the tenant has no such audit, and for its history had none. */
  public static Problem missing() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no remoteActionAudit with this id.");
  }
}
