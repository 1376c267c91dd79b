package gateway.audit;

import gateway.graph.Preferences;
import gateway.history.ShownValues;
import jakarta.enterprise.context.ApplicationScoped;

/** Masks the members of evolvable enums in the history as everywhere else (contract §2). */
@ApplicationScoped
class MaskedValues implements ShownValues {

  private final AuditSettings settings;

  MaskedValues(AuditSettings settings) {
    this.settings = settings;
  }

  @Override
  public String shown(String property, String value, Preferences preferences) {
    var enums = EvolvableEnums.of(settings, preferences);
    return enums.masked()
            && AuditProperty.named(property).orElseThrow().type()
                instanceof AuditProperty.Type.Enum(var enumeration)
        ? enums.shown(enumeration, enumeration.named(value).number())
        : value;
  }

  @Override
  public String applied(Preferences preferences) {
    return String.join(
        ", ", preferences.appliedToEnums(EvolvableEnums.of(settings, preferences).masking()));
  }
}
