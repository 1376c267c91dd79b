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
 * {@link ErasureResource} for {@code $metadata}: two actions of one name, told apart by binding.
 */
@ApplicationScoped
class ErasureSchema implements Schema.Source {

  private static final String NAMESPACE = "gateway";
  private static final String COUNT = "Edm.Int32";

  private final Permissions permissions;

  ErasureSchema(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public Schema schema() {
    var changes =
        Property.of(ErasureResource.CHANGES, COUNT)
            .described("Entries of the history that lost a value.");
    var audits =
        Property.of(ErasureResource.AUDITS, COUNT)
            .described("Audits that lost a value, in themselves or in their history.");
    return new Schema(
        NAMESPACE,
        Optional.empty(),
        List.of(
            new ComplexType(ErasureResource.OF_AUDIT, List.of(changes), List.of()),
            new ComplexType(ErasureResource.OF_PERSON, List.of(audits, changes), List.of()),
            action(
                "microsoft.graph.remoteActionAudit",
                List.of(),
                ErasureResource.OF_AUDIT,
                "Erases all personal values of the audit and of its history. A deleted audit's, too. With If-Match, only as long as the audit has that entity tag."),
            action(
                "microsoft.graph.deviceManagement",
                List.of(
                    new BoundOperation.Parameter(
                        ErasureResource.PARAMETER, TypeName.of("Edm.String"))),
                ErasureResource.OF_PERSON,
                "Erases a person, by name and ignoring case, from every audit and its history.")),
        List.of(),
        List.of());
  }

  private Element action(
      String binding, List<BoundOperation.Parameter> parameters, String returns, String purpose) {
    return new BoundOperation(
        BoundOperation.Kind.ACTION,
        ErasureResource.ACTION,
        binding,
        parameters,
        TypeName.of(NAMESPACE + "." + returns),
        false,
        List.of(Annotation.description(purpose), RequiredPermissions.ofAction(permissions)));
  }
}
