package gateway.history;

import gateway.graph.Permissions;
import gateway.graph.schema.Annotation;
import gateway.graph.schema.Element;
import gateway.graph.schema.Element.BoundOperation;
import gateway.graph.schema.Element.ComplexType;
import gateway.graph.schema.Property;
import gateway.graph.schema.RequiredPermissions;
import gateway.graph.schema.Schema;
import gateway.graph.schema.TypeName;
import gateway.odata.EdmType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Our own schema: what Graph does not have, as types and bound functions beside Graph's (contract
 * §11).
 */
@ApplicationScoped
class HistorySchema implements Schema.Source {

  private static final String NAMESPACE = "gateway";
  private static final String CHANGE = "remoteActionAuditChange";
  private static final String INITIATOR = "initiatedBy";
  private static final String DIFFERENCE = "propertyChange";
  private static final String OPENING = "opening";
  private static final String TEXT = "Edm.String";
  private static final String INSTANT = "Edm.DateTimeOffset";

  private final Permissions permissions;

  HistorySchema(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public Schema schema() {
    return new Schema(
        NAMESPACE,
        Optional.empty(),
        List.of(
            change(),
            initiator(),
            difference(),
            opening(),
            enumeration(ChangeTable.OPERATION),
            enumeration(ChangeTable.AUTHORIZATION),
            history(),
            changes()),
        // Its functions are addressed without their namespace: .../remoteActionAudits/{id}/history.
        List.of(Annotation.of("Core.DefaultNamespace", true)),
        List.of());
  }

  private Element history() {
    return new BoundOperation(
        BoundOperation.Kind.FUNCTION,
        "history",
        "microsoft.graph.remoteActionAudit",
        List.of(),
        TypeName.collectionOf(NAMESPACE + "." + CHANGE),
        false,
        List.of(
            Annotation.description(
                "The audit's entries, oldest first. A deleted audit has its own, too."),
            RequiredPermissions.ofFunction(permissions)));
  }

  private Element changes() {
    return new BoundOperation(
        BoundOperation.Kind.FUNCTION,
        ChangeTable.FUNCTION,
        "microsoft.graph.deviceManagement",
        List.of(),
        TypeName.collectionOf(NAMESPACE + "." + CHANGE),
        true,
        List.of(
            Annotation.description("Every entry of the tenant, newest first."),
            RequiredPermissions.ofFunction(permissions)));
  }

  private static Element change() {
    return new Element.EntityType(
        CHANGE,
        Optional.empty(),
        false,
        List.of("id"),
        List.of(
            Property.of("id", "Edm.Guid").like("018f6e0c-8a10-7b3c-8d4e-5f6071829304"),
            Property.of("auditId", TEXT)
                .described("The audit's id; null for an entry of the service itself.")
                .orNull()
                .like("018f6e0c-7d52-7c6a-9d0b-6a3f1d0c2b11"),
            Property.of("sequence", "Edm.Int64")
                .described("1 for the creation, then contiguous per audit.")
                .orNull(),
            Property.of("operation", ChangeTable.OPERATION.name()).like("update"),
            Property.of("changedDateTime", INSTANT)
                .described("By the database's clock, UTC; later than the audit's entry before.")
                .toDigits(6)
                .like("2026-11-24T08:28:55.326687Z"),
            Property.of(INITIATOR, NAMESPACE + "." + INITIATOR),
            Property.of("requestId", "Edm.Guid").like("018f6e0c-8a0f-7e21-9b3a-1c2d3e4f5061"),
            Property.of("clientRequestId", TEXT).like("nightly-sync-42"),
            Property.of("clientAddress", TEXT).orNull().like("192.0.2.17"),
            Property.of("changes", TypeName.collectionOf(NAMESPACE + "." + DIFFERENCE), false),
            Property.of("erased", TypeName.collectionOf(TEXT), false)
                .described("The names of what was erased here. An erased value is absent."),
            Property.of("openings", TypeName.collectionOf(NAMESPACE + "." + OPENING), false)
                .described(
                    "What opens the commitments of the entry's leaf in the log; with $select alone.")),
        List.of(),
        List.of(Annotation.description("One entry of the history: who changed what, and when.")));
  }

  private static Element initiator() {
    return new ComplexType(
        INITIATOR,
        List.of(
            Property.of("principalId", TEXT).like("c2d15a0e-93b4-4f7d-8e21-0a1b2c3d4e5f"),
            Property.of("applicationId", TEXT).like("11f0aa3b-5c6d-4e7f-8091-a2b3c4d5e6f7"),
            Property.of("userPrincipalName", TEXT).orNull().like("ada@contoso.example"),
            Property.of("authorization", ChangeTable.AUTHORIZATION.name()).like("delegated")),
        List.of());
  }

  private static Element difference() {
    return new ComplexType(
        DIFFERENCE,
        List.of(
            Property.of("property", TEXT).like("actionState"),
            Property.of("before", TEXT).orNull().like("pending"),
            Property.of("after", TEXT).orNull().like("done")),
        List.of());
  }

  private static Element opening() {
    return new ComplexType(
        OPENING,
        List.of(
            Property.of("path", TEXT)
                .described("Where in the leaf the commitment stands, as a JSON Pointer.")
                .like("/changes/0/after"),
            Property.of("salt", TEXT)
                .described("32 bytes as base64url.")
                .like("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")),
        List.of());
  }

  private static Element enumeration(EdmType.Enumeration type) {
    return new Element.EnumType(
        type.name().substring(NAMESPACE.length() + 1),
        type.members().entrySet().stream()
            .map(member -> new Element.EnumType.Member(member.getKey(), member.getValue()))
            .toList(),
        List.of());
  }
}
