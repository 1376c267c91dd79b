package gateway.history;

import gateway.collection.EntitySet;
import gateway.collection.Representation;
import gateway.graph.Call;
import gateway.odata.Column;
import gateway.odata.EdmType;
import gateway.odata.EdmType.Primitive;
import gateway.odata.Property;
import gateway.odata.PropertyTable;
import gateway.security.Authorization;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** The changes of a tenant as the query language sees them (contract §11). */
final class ChangeTable {

  /** As $metadata names it. */
  static final String FUNCTION = "remoteActionAuditChanges";

  static final String COLLECTION = "deviceManagement/" + FUNCTION;

  static final EdmType.Enumeration OPERATION = operations();
  static final EdmType.Enumeration AUTHORIZATION = authorizations();

  private static final Property ID = plain("id", Primitive.GUID, false, "id");

  /** In the order in which they are written; what an entry changed is no single value. */
  static final PropertyTable PROPERTIES =
      new PropertyTable(
          List.of(
              ID,
              plain("auditId", Primitive.STRING, true, "audit_id"),
              plain("sequence", Primitive.INT64, true, "sequence"),
              plain("operation", OPERATION, false, "operation"),
              new Property(
                  "changedDateTime",
                  Primitive.DATE_TIME_OFFSET,
                  false,
                  new Column.Timestamp("changed_at")),
              plain("initiatedBy/principalId", Primitive.STRING, false, "principal_id"),
              plain("initiatedBy/applicationId", Primitive.STRING, false, "application_id"),
              plain("initiatedBy/userPrincipalName", Primitive.STRING, true, "user_principal_name"),
              plain("initiatedBy/authorization", AUTHORIZATION, false, "authorization_kind"),
              plain("requestId", Primitive.GUID, false, "request_id"),
              plain("clientRequestId", Primitive.STRING, false, "client_request_id"),
              plain("clientAddress", Primitive.STRING, true, "client_address")));

  private ChangeTable() {}

  /** The collection: newest first, then by id. */
  static EntitySet changes(Function<Call, Representation> representation) {
    return new EntitySet(
        COLLECTION,
        "Collection(gateway.remoteActionAuditChange)",
        "recorded_change",
        PROPERTIES,
        ID,
        PROPERTIES.properties().stream()
            .filter(property -> property.type() == Primitive.STRING)
            .toList(),
        "changedDateTime desc",
        representation);
  }

  private static Property plain(String name, EdmType type, boolean nullable, String column) {
    return new Property(name, type, nullable, new Column.Plain(column));
  }

  private static EdmType.Enumeration operations() {
    var members = new LinkedHashMap<String, Integer>();
    Arrays.stream(EntryOperation.values())
        .forEach(each -> members.put(each.wireName(), (int) each.number()));
    return new EdmType.Enumeration("gateway.changeOperation", members);
  }

  private static EdmType.Enumeration authorizations() {
    var members = new LinkedHashMap<String, Integer>();
    Arrays.stream(Authorization.values())
        .forEach(each -> members.put(each.wireName(), (int) each.number()));
    return new EdmType.Enumeration("gateway.authorization", members);
  }
}
