package gateway.audit;

import gateway.collection.EntitySet;
import gateway.collection.Representation;
import gateway.graph.Call;
import gateway.history.AuditCollection;
import gateway.odata.Column;
import gateway.odata.EdmType;
import gateway.odata.Property;
import gateway.odata.PropertyTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@link AuditProperty} as the query language sees it. */
final class AuditTable {

  static final PropertyTable PROPERTIES =
      new PropertyTable(Arrays.stream(AuditProperty.values()).map(AuditTable::property).toList());

  private static final Property ID = PROPERTIES.find(AuditProperty.ID.wireName()).orElseThrow();

  /** What {@code $search} looks into: every string but the id (contract §6). */
  private static final List<Property> SEARCHED =
      Stream.of(AuditProperty.values())
          .filter(property -> property.type() == AuditProperty.Type.Text.FREE)
          .map(AuditTable::property)
          .toList();

  private AuditTable() {}

  /** The collection: newest first, then by id (contract §4). */
  static EntitySet audits(Function<Call, Representation> representation) {
    return new EntitySet(
        AuditCollection.ADDRESS,
        AuditCollection.ADDRESS,
        "audit",
        PROPERTIES,
        ID,
        SEARCHED,
        "requestDateTime desc",
        representation);
  }

  private static Property property(AuditProperty property) {
    var column =
        property.type() instanceof AuditProperty.Type.Instant
            ? new Column.CharactersAndTicks(property.column(), AuditProperty.TICKS_COLUMN)
            : new Column.Plain(property.column());
    return new Property(property.wireName(), type(property), property.nullable(), column);
  }

  private static EdmType type(AuditProperty property) {
    return switch (property.type()) {
      case AuditProperty.Type.Text _ -> EdmType.Primitive.STRING;
      case AuditProperty.Type.Instant _ -> EdmType.Primitive.DATE_TIME_OFFSET;
      case AuditProperty.Type.Enum(var enumeration) -> {
        var members = new LinkedHashMap<String, Integer>();
        enumeration.members().forEach(member -> members.put(member.name(), (int) member.number()));
        yield new EdmType.Enumeration(enumeration.qualifiedName(), members);
      }
    };
  }
}
