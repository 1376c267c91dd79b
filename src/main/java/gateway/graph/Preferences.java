package gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a {@code Prefer} header asks for (RFC 7240; OData Protocol 4.01 §8.2.8). Unknown preferences
 * are ignored, and of one given twice the first counts.
 *
 * @param returned {@code return=minimal} or {@code return=representation}, if either
 * @param maxPageSize positive when it is there at all
 */
public record Preferences(
    Return returned, OptionalInt maxPageSize, boolean includesUnknownEnumMembers) {

  /** What a change is answered with. */
  public enum Return {
    UNSTATED,
    MINIMAL,
    REPRESENTATION
  }

  private static final int DIGITS_OF_ANY_INT = 9;
  private static final Preferences NONE =
      new Preferences(Return.UNSTATED, OptionalInt.empty(), false);

  public static Preferences parse(String header) {
    if (header.isEmpty()) {
      return NONE;
    }
    var returned = Return.UNSTATED;
    var maxPageSize = OptionalInt.empty();
    boolean includesUnknown = false;
    for (String preference : MediaRange.split(header, ',')) {
      String token = MediaRange.split(preference, ';').getFirst().strip();
      int equals = token.indexOf('=');
      String name =
          (equals < 0 ? token : token.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : token.substring(equals + 1).strip().replace("\"", "");
      switch (name) {
        case "return" -> returned = returned == Return.UNSTATED ? returned(value) : returned;
        case "odata.maxpagesize", "maxpagesize" ->
            maxPageSize = maxPageSize.isEmpty() ? positive(value) : maxPageSize;
        case "include-unknown-enum-members" -> includesUnknown = true;
        default -> {
          // RFC 7240 §2: a preference that is not known is as if it were not there.
        }
      }
    }
    return new Preferences(returned, maxPageSize, includesUnknown);
  }

  public boolean minimal() {
    return returned == Return.MINIMAL;
  }

  /**
   * The {@code Preference-Applied} of an answer to a change; empty when no preference played a
   * part.
   */
  public String appliedToChange(boolean enumsMasked) {
    var applied = new ArrayList<String>();
    if (returned != Return.UNSTATED) {
      applied.add("return=" + returned.name().toLowerCase(Locale.ROOT));
    }
    applied.addAll(appliedToEnums(enumsMasked));
    return String.join(", ", applied);
  }

  /** The part of {@code Preference-Applied} that speaks of evolvable enums. */
  public List<String> appliedToEnums(boolean enumsMasked) {
    return includesUnknownEnumMembers && enumsMasked
        ? List.of("include-unknown-enum-members")
        : List.of();
  }

  private static Return returned(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "minimal" -> Return.MINIMAL;
      case "representation" -> Return.REPRESENTATION;
      default -> Return.UNSTATED;
    };
  }

  private static OptionalInt positive(String value) {
    if (!value.matches("0*[1-9]\\d*")) {
      return OptionalInt.empty();
    }
    String digits = value.replaceFirst("^0+", "");
    return OptionalInt.of(
        digits.length() > DIGITS_OF_ANY_INT ? Integer.MAX_VALUE : Integer.parseInt(digits));
  }
}
