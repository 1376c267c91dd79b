package gateway.audit;

import gateway.graph.Permissions;
import gateway.graph.schema.Annotation;
import gateway.graph.schema.Element;
import gateway.graph.schema.Element.BoundOperation;
import gateway.graph.schema.Element.ComplexType;
import gateway.graph.schema.Property;
import gateway.graph.schema.RequiredPermissions;
import gateway.graph.schema.Schema;
import gateway.graph.schema.TypeName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * {@link Timeline} for {@code $metadata}: in our own namespace, as all that Graph does not have.
 */
@ApplicationScoped
class TimelineSchema implements Schema.Source {

  private static final String NAMESPACE = "gateway";
  private static final String TIMELINE = "remoteActionAuditTimeline";
  private static final String STATE = "timelineState";
  private static final String INSTANT = "Edm.DateTimeOffset";
  private static final int DIGITS = 6;

  private final Permissions permissions;

  TimelineSchema(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public Schema schema() {
    return new Schema(
        NAMESPACE,
        Optional.empty(),
        List.of(timeline(), state(), function()),
        List.of(),
        List.of());
  }

  private Element function() {
    return new BoundOperation(
        BoundOperation.Kind.FUNCTION,
        "timeline",
        "microsoft.graph.remoteActionAudit",
        List.of(),
        TypeName.of(NAMESPACE + "." + TIMELINE),
        false,
        List.of(
            Annotation.description(
                "Through which states the action went, and how long it stayed in each."),
            RequiredPermissions.ofFunction(permissions)));
  }

  private static Element timeline() {
    return new ComplexType(
        TIMELINE,
        List.of(
            Property.of("states", TypeName.collectionOf(NAMESPACE + "." + STATE), false),
            Property.of("completedDateTime", INSTANT)
                .described("The first entry to done, failed, canceled or notSupported.")
                .orNull()
                .toDigits(DIGITS)
                .like("2026-11-24T08:28:55.326687Z"),
            seconds("secondsToCompletion").described("From the audit's first entry.")),
        List.of());
  }

  private static Element state() {
    return new ComplexType(
        STATE,
        List.of(
            Property.of(AuditProperty.ACTION_STATE.wireName(), "microsoft.graph.actionState")
                .like("done"),
            Property.of("enteredDateTime", INSTANT)
                .described("Null where the entry was pruned.")
                .orNull()
                .toDigits(DIGITS)
                .like("2026-11-24T08:28:55.326687Z"),
            Property.of("enteredBy", NAMESPACE + ".initiatedBy")
                .described("Null where the entry was pruned.")
                .orNull(),
            seconds("durationSeconds")
                .described("Null for the present state, and where the entry was pruned.")),
        List.of());
  }

  private static Property seconds(String name) {
    return Property.of(name, "Edm.Decimal").orNull().behindThePoint(DIGITS);
  }
}
