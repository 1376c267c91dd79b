package gateway.graph;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} header (RFC 9110 §5.6.7), formatted once a second. */
@ApplicationScoped
public class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Second(long epochSecond, String text) {}

  private final Clock clock;
  private volatile Second current = new Second(Long.MIN_VALUE, "");

  public HttpDate(Clock clock) {
    this.clock = clock;
  }

  public String now() {
    var instant = clock.instant();
    var second = current;
    if (second.epochSecond() != instant.getEpochSecond()) {
      second =
          new Second(
              instant.getEpochSecond(),
              FORMAT.format(Instant.ofEpochSecond(instant.getEpochSecond())));
      current = second;
    }
    return second.text();
  }
}
