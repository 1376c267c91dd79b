package gateway.operations;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps what the pool says too late out of the log. It starts a timer with each request for a
 * connection and lets it run when that request is refused at once: seconds later the timer fails a
 * result that has long been given, and the log would have a stack trace for each request of an
 * outage that has one line already.
 */
@LoggingFilter(name = "late-timeouts")
final class LateTimeouts implements Filter {

  private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(record.getThrown() instanceof IllegalStateException thrown
        && "Result is already complete".equals(thrown.getMessage())
        && Arrays.stream(thrown.getStackTrace())
            .limit(3)
            .anyMatch(frame -> frame.getClassName().equals(POOL)));
  }
}
