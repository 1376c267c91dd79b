package gateway.odata;

import java.time.Instant;

/**
 * What an expression's meaning depends on besides its text.
 *
 * @param now what {@code now()} gives, the same for a whole request and, kept in a page's token,
 *     for all its pages
 * @param unknownMembers how members above {@code unknownFutureValue} are treated
 */
public record QuerySettings(Instant now, UnknownMembers unknownMembers) {

  /** Microsoft Graph's guideline on evolvable enumerations. */
  public enum UnknownMembers {
    /**
     * Every member is an ordinary value: the client asked for them, or the service shows them to
     * all.
     */
    ORDINARY,
    /**
     * Members above the sentinel are refused as literals, and {@code unknownFutureValue} stands for
     * any of them.
     */
    MASKED
  }
}
