package gateway.audit;

import gateway.graph.Permissions;
import gateway.graph.schema.Annotation;
import gateway.graph.schema.CollectionCapabilities;
import gateway.graph.schema.Element;
import gateway.graph.schema.Element.EntityType;
import gateway.graph.schema.Property;
import gateway.graph.schema.Schema;
import gateway.graph.schema.ServiceCapabilities;
import gateway.graph.schema.TypeName;
import gateway.history.AuditCollection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Graph's own schema as far as the service has it: {@link AuditProperty} for {@code $metadata}. */
@ApplicationScoped
class AuditSchema implements Schema.Source {

  private static final String NAMESPACE = "microsoft.graph";
  private static final String ALIAS = "graph";
  private static final String CONTAINER = "GraphService";
  private static final String ENTITY = ALIAS + ".entity";
  private static final String AUDIT = "remoteActionAudit";

  /** As {@link ValueReader} reads it: what may stand in an address without being encoded. */
  private static final String ID_PATTERN = "^(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}$";

  private final AuditResource resource;
  private final Permissions permissions;
  private final AuditSettings settings;

  AuditSchema(AuditResource resource, Permissions permissions, AuditSettings settings) {
    this.resource = resource;
    this.permissions = permissions;
    this.settings = settings;
  }

  @Override
  public Schema schema() {
    return new Schema(
        NAMESPACE,
        Optional.of(ALIAS),
        Stream.concat(types(), Stream.concat(enums(), Stream.of(container()))).toList(),
        List.of(),
        List.of(
            new Annotation.Targeted(
                NAMESPACE + "." + AUDIT + "/" + AuditProperty.ID.wireName(),
                identifier()
                    .with(Annotation.of("Core.ComputedDefaultValue", true))
                    .with(Annotation.of("Validation.Pattern", ID_PATTERN))
                    .annotations()),
            new Annotation.Targeted(
                NAMESPACE + "." + CONTAINER + "/" + DeviceManagement.NAME,
                ServiceCapabilities.ofEmptySingleton()),
            new Annotation.Targeted(
                NAMESPACE + "." + CONTAINER + "/" + AuditCollection.ADDRESS,
                capabilities().annotations())));
  }

  private static Stream<Element> types() {
    // What is said of it holds for audits, not for every entity.
    var id =
        Property.of(AuditProperty.ID.wireName(), "Edm.String")
            .like(identifier().example().orElseThrow());
    var properties = AuditProperty.WRITABLE.stream().map(AuditSchema::property).toList();
    var collection = AuditCollection.ADDRESS.substring(DeviceManagement.NAME.length() + 1);
    return Stream.of(
        new EntityType(
            "entity",
            Optional.empty(),
            true,
            List.of(AuditProperty.ID.wireName()),
            List.of(id),
            List.of(),
            List.of()),
        new EntityType(
            DeviceManagement.NAME,
            Optional.of(ENTITY),
            false,
            List.of(),
            List.of(),
            List.of(
                new Element.NavigationProperty(
                    collection, TypeName.collectionOf(ALIAS + "." + AUDIT), List.of())),
            List.of()),
        new EntityType(
            AUDIT,
            Optional.of(ENTITY),
            false,
            List.of(),
            properties,
            List.of(),
            List.of(
                Annotation.description(
                    "Who started which remote action on which managed device, and how it ended."))));
  }

  private static Property identifier() {
    return AuditDescriptions.describe(
        AuditProperty.ID, Property.of(AuditProperty.ID.wireName(), "Edm.String"));
  }

  private static Property property(AuditProperty property) {
    var described =
        AuditDescriptions.describe(
            property,
            Property.of(property.wireName(), TypeName.of(type(property)), property.nullable()));
    return switch (property.type()) {
      case AuditProperty.Type.Text _ -> described.atMost(ValueReader.LONGEST_TEXT);
      case AuditProperty.Type.Instant _ -> described.toDigits(7);
      case AuditProperty.Type.Enum _ -> described;
    };
  }

  private static String type(AuditProperty property) {
    return switch (property.type()) {
      case AuditProperty.Type.Text _ -> "Edm.String";
      case AuditProperty.Type.Instant _ -> "Edm.DateTimeOffset";
      case AuditProperty.Type.Enum(var enumeration) -> ALIAS + "." + name(enumeration);
    };
  }

  private static Stream<Element> enums() {
    return Arrays.stream(AuditProperty.values())
        .map(AuditProperty::type)
        .filter(AuditProperty.Type.Enum.class::isInstance)
        .map(type -> ((AuditProperty.Type.Enum) type).enumeration())
        .distinct()
        .map(enumeration ->
            new Element.EnumType(
                name(enumeration),
                enumeration.members().stream()
                    .map(m -> new Element.EnumType.Member(m.name(), m.number()))
                    .toList(),
                List.of()));
  }

  private static String name(Enumeration enumeration) {
    return enumeration.qualifiedName().substring(NAMESPACE.length() + 1);
  }

  private static Element container() {
    return new Element.EntityContainer(
        CONTAINER,
        List.of(new Element.Singleton(DeviceManagement.NAME, ALIAS + "." + DeviceManagement.NAME)),
        ServiceCapabilities.annotations());
  }

  private CollectionCapabilities capabilities() {
    var routes = resource.routes();
    return new CollectionCapabilities(
        CollectionCapabilities.operations(routes, AuditCollection.ADDRESS),
        CollectionCapabilities.operations(routes, AuditCollection.ITEM),
        permissions,
        AuditBody.REQUIRED.stream().map(AuditProperty::wireName).toList(),
        List.of(AuditProperty.ID.wireName()),
        Arrays.stream(AuditProperty.values()).map(AuditProperty::wireName).toList(),
        settings.requireIfMatch());
  }
}
