package gateway.odata;

/**
 * A query that cannot be answered exactly, and is therefore refused. The message tells a person
 * what to change and where; it repeats at most 80 characters of what was sent.
 */
public final class QueryFault extends Exception {

  private static final int QUOTED_AT_MOST = 80;
  private final Place place;

  QueryFault(Place place, String reason) {
    super(
        "%s (%s, position %d)".formatted(reason, place.option(), place.offset() + 1),
        null,
        false,
        false);
    this.place = place;
  }

  /** The query option at fault, {@code $} included, or the parameter alias, {@code @} included. */
  public String target() {
    return place.option();
  }

  /** Where in the decoded value of {@link #target} the fault is, counted in UTF-16 units from 0. */
  public int offset() {
    return place.offset();
  }

  /** A part of what was sent, fit to be repeated in a message. */
  static String quoted(String sent) {
    return "'" + abbreviated(sent) + "'";
  }

  /** The same without the quotes. */
  static String abbreviated(String sent) {
    if (sent.length() <= QUOTED_AT_MOST) {
      return sent;
    }
    boolean halved = Character.isHighSurrogate(sent.charAt(QUOTED_AT_MOST - 1));
    return sent.substring(0, halved ? QUOTED_AT_MOST - 1 : QUOTED_AT_MOST) + "...";
  }
}
