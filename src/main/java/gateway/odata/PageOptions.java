package gateway.odata;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code $top}, {@code $skip} and {@code $count}. */
public final class PageOptions {

  private static final Pattern WHOLE = Pattern.compile("[0-9]+");
  private static final int DIGITS_OF_A_LONG = 18;

  private PageOptions() {}

  /**
   * Gives the number of rows wanted in all, 0 or more; what is beyond any collection is {@link
   * Long#MAX_VALUE}.
   */
  public static long top(String text) throws QueryFault {
    return whole(new Place("$top", 0), "$top", text);
  }

  /** Gives the number of rows to pass over, 0 to {@link Limits#SKIP}. */
  public static int skip(String text) throws QueryFault {
    long skip = whole(new Place("$skip", 0), "$skip", text);
    if (skip > Limits.SKIP) {
      throw new Place("$skip", 0)
          .fault(
              "$skip is more than the limit of %d; follow nextLink to go further."
                  .formatted(Limits.SKIP));
    }
    return (int) skip;
  }

  public static boolean count(String text) throws QueryFault {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Place("$count", 0)
              .fault("$count is true or false, not %s.".formatted(QueryFault.quoted(text)));
    };
  }

  /**
   * Reads a number of rows, 0 or more; what is beyond any collection is {@link Long#MAX_VALUE}.
   *
   * @param name what the number is called in a message
   */
  static long whole(Place place, String name, String text) throws QueryFault {
    if (!WHOLE.matcher(text).matches()) {
      throw place.fault(
          "%s is a whole number from 0, not %s.".formatted(name, QueryFault.quoted(text)));
    }
    String significant = text.replaceFirst("^0+(?=.)", "");
    return significant.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
