package gateway.audit;

import gateway.graph.Preferences;

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

  static EvolvableEnums of(AuditSettings settings, Preferences preferences) {
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
