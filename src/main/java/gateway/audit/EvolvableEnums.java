package gateway.audit;

import gateway.graph.Preferences;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Whether the members behind {@code unknownFutureValue} are shown to a client (contract §2; Graph's
 * guideline on evolvable enums).
 *
 * @param masked whether this request sees and sends them as unknown
 * @param masking whether the service masks at all, and so the preference was applied
 */
record EvolvableEnums(boolean masked, boolean masking) {

  /** How the service treats members that a client may not know. */
  enum Mode {
    EXPOSE,
    MASK
  }

  /** Settings of the resource. */
  @ConfigMapping(prefix = "gateway")
  interface Settings {
    /**
     * {@code expose}: ordinary values. {@code mask}: {@code unknownFutureValue} unless the client
     * prefers otherwise.
     */
    @WithDefault("expose")
    Mode evolvableEnums();

    /** Whether PATCH and DELETE are refused without an {@code If-Match}. */
    @WithDefault("false")
    boolean requireIfMatch();
  }

  static EvolvableEnums of(Settings settings, Preferences preferences) {
    boolean masking = settings.evolvableEnums() == Mode.MASK;
    return new EvolvableEnums(masking && !preferences.includesUnknownEnumMembers(), masking);
  }

  /** The name that a client is shown for a stored number. */
  String shown(Enumeration enumeration, int number) {
    return masked && enumeration.isUnknown(number)
        ? Enumeration.SENTINEL
        : enumeration.name(number);
  }

  /** Whether a client may send a member. */
  boolean admits(Enumeration enumeration, Enumeration.Member member) {
    return !(masked && enumeration.isUnknown(member.number()));
  }
}
