package gateway.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How long a service that is busy asks one to wait (RFC 9110 §10.2.3). */
final class RetryAfter {

  /** Where the service does not say. */
  private static final long USUAL_SECONDS = 1;

  private RetryAfter() {}

  /**
   * Seconds from now on, fewer than 0 when the time has passed. What stands before a service may
   * write a date where the service itself writes seconds; what is neither says nothing.
   */
  static long seconds(Optional<String> header, Instant now) {
    return header.map(String::strip).map(value -> seconds(value, now)).orElse(USUAL_SECONDS);
  }

  private static long seconds(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Long.parseLong(value);
    }
    try {
      var then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return ChronoUnit.SECONDS.between(now, then);
    } catch (DateTimeException neither) {
      return USUAL_SECONDS;
    }
  }
}
