package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives literals their values; what a text in quotes means depends on what it is compared with. */
record ConstantReader(PropertyTable table, Members members) {

  /** A literal with a type's name before it: an enumeration's member or a duration. */
  Constant prefixed(Expression.PrefixedLiteral literal) throws QueryFault {
    if (literal.prefix().toLowerCase(Locale.ROOT).equals("duration")) {
      return duration(literal.place(), literal.text());
    }
    var type = enumeration(literal.prefix());
    if (type.isPresent()) {
      return members.member(literal.place(), type.get(), literal.text());
    }
    throw literal
        .place()
        .fault(
            "No literal starts with %s; there are duration'...'%s, and dates, numbers and GUIDs are written without quotes."
                .formatted(QueryFault.quoted(literal.prefix()), enumerations()));
  }

  private Optional<Enumeration> enumeration(String name) {
    return table.properties().stream()
        .map(Property::type)
        .filter(type -> type instanceof Enumeration && type.label().equals(name))
        .map(Enumeration.class::cast)
        .findFirst();
  }

  private String enumerations() {
    return table.properties().stream()
        .map(Property::type)
        .filter(Enumeration.class::isInstance)
        .map(type -> ", " + type.label() + "'...'")
        .distinct()
        .collect(Collectors.joining());
  }

  /**
   * Reads an operand as what its peer is: a text as a member, GUID or duration, a day as the start
   * of that day in UTC, null as a null of that type. Anything else stays what it is.
   */
  Bound as(EdmType peer, Place place, Bound operand) throws QueryFault {
    return switch (operand) {
      case Bound.Null _ -> new Bound.Null(peer);
      case Constant.Text(String text) -> textAs(peer, place, text);
      case Constant.Day(long number) when peer == Primitive.DATE_TIME_OFFSET ->
          new Constant.Moment(number * DatePart.TICKS_PER_DAY, 0);
      case Bound other -> other;
    };
  }

  private Constant textAs(EdmType peer, Place place, String text) throws QueryFault {
    return switch (peer) {
      case Enumeration type -> members.member(place, type, text);
      case Primitive.GUID ->
          Literals.guid(text)
              .orElseThrow(
                  () -> place.fault("%s is not a GUID.".formatted(QueryFault.quoted(text))));
      case Primitive.DURATION -> duration(place, text);
      case Primitive.DATE_TIME_OFFSET, Primitive.DATE, Primitive.TIME_OF_DAY ->
          throw place.fault(
              "%s is a text and cannot be compared with %s; dates and times are written without quotes."
                  .formatted(QueryFault.quoted(text), peer.label()));
      case Primitive.INT64, Primitive.DECIMAL, Primitive.BOOLEAN ->
          throw place.fault(
              "%s is a text and cannot be compared with %s; leave out the quotes."
                  .formatted(QueryFault.quoted(text), peer.label()));
      case Primitive.STRING -> new Constant.Text(text);
    };
  }

  /** The fault of a comparison without a meaning; the usual reason is a pair of missing quotes. */
  static QueryFault incomparable(Place place, Bound left, Bound right) {
    return place.fault(
        "%s cannot be compared with %s%s."
            .formatted(
                left.type().label(),
                right.type().label(),
                lacksQuotes(left, right) || lacksQuotes(right, left)
                    ? "; write the literal in single quotes"
                    : ""));
  }

  private static boolean lacksQuotes(Bound peer, Bound literal) {
    boolean number = literal instanceof Constant.Numeric;
    return peer.type() instanceof Enumeration
        ? number
        : peer.type() == Primitive.STRING
            && (number || literal instanceof Constant.Guid || literal instanceof Constant.Truth);
  }

  private static Constant duration(Place place, String text) throws QueryFault {
    return Literals.span(text)
        .orElseThrow(() ->
            place.fault(
                "%s is not a duration of days, hours, minutes and seconds such as 'P1DT2H30M4.5S', at most 10,000 years."
                    .formatted(QueryFault.quoted(text))));
  }
}
