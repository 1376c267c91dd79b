package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.Operator.Relation;
import gateway.odata.QuerySettings.UnknownMembers;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Literals of enumerations, and what Microsoft Graph's guideline on evolvable enumerations makes of
 * their sentinel.
 */
record Members(UnknownMembers unknownMembers) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

  /** More than any member's number. */
  private static final int ABOVE_ALL = Short.MAX_VALUE;

  /** The member of that name, in exactly that case, or of that number. */
  Constant.Member member(Place place, Enumeration type, String text) throws QueryFault {
    int number =
        named(type, text)
            .orElseThrow(() ->
                place.fault(
                    "%s is not a member of %s; its members are %s."
                        .formatted(QueryFault.quoted(text), type.name(), names(type))));
    if (isMasked(type) && number > sentinel(type)) {
      throw place.fault(
          "%s came after %s; only a client that prefers include-unknown-enum-members can ask for it."
              .formatted(QueryFault.quoted(text), Enumeration.SENTINEL));
    }
    return new Constant.Member(type, number);
  }

  private static Optional<Integer> named(Enumeration type, String text) {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(Integer.valueOf(text)).filter(type.members()::containsValue);
    }
    return Optional.ofNullable(type.members().get(text));
  }

  private String names(Enumeration type) {
    return type.members().entrySet().stream()
        .filter(member -> !isMasked(type) || member.getValue() <= sentinel(type))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /** Whether a member stands for all that the client does not know. */
  boolean isMask(Constant constant) {
    return constant instanceof Constant.Member(Enumeration type, int number)
        && isMasked(type)
        && number == sentinel(type);
  }

  /**
   * A comparison with the mask: the sentinel is never stored, so that it equals whatever lies above
   * it.
   */
  Bound compareWithMask(Relation relation, Bound operand, Constant.Member mask) {
    return switch (relation) {
      case EQ, GT -> new Bound.Comparison(Relation.GT, operand, mask);
      case NE -> new Bound.Not(new Bound.Comparison(Relation.GT, operand, mask));
      case GE, LT -> new Bound.Comparison(relation, operand, mask);
      case LE ->
          new Bound.Comparison(relation, operand, new Constant.Member(mask.type(), ABOVE_ALL));
    };
  }

  private boolean isMasked(Enumeration type) {
    return unknownMembers == UnknownMembers.MASKED && type.sentinel().isPresent();
  }

  private static int sentinel(Enumeration type) {
    return type.sentinel().orElseThrow();
  }
}
