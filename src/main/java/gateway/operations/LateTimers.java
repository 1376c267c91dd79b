package gateway.operations;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps one line out of the log, and no other: the timer of a request that waited for a connection
 * goes off after the pool has refused the request already, and Vert.x calls that uncaught. While a
 * database is away there is one for each request, beside the line that says so.
 */
@LoggingFilter(name = "late-timers")
public final class LateTimers implements Filter {

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(record.getThrown() instanceof IllegalStateException late
        && "Result is already complete".equals(late.getMessage())
        && isOfPool(late.getStackTrace()));
  }

  /** The promise that was kept, and the timer that came to break it. */
  private static boolean isOfPool(StackTraceElement[] trace) {
    return trace.length > 1
        && trace[0].getClassName().equals("io.vertx.core.Promise")
        && trace[0].getMethodName().equals("fail")
        && trace[1].getClassName().equals("io.vertx.sqlclient.impl.pool.SqlConnectionPool");
  }
}
