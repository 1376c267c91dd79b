package gateway.security;

import gateway.graph.Problem;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot answer now (503) from a statement that is wrong (500). */
final class DatabaseFailures {

  /** As meters and log tell them apart: the database, or the pool before it. */
  private static final String AWAY = "database_away";

  private static final String NO_CONNECTION = "no_connection";

  private static final String QUERY_CANCELED = "57014";

  /**
   * PostgreSQL's states for "not now": lock time-out, deadlock, serialization, too many
   * connections, out of memory or disk; and a server that only reads, which a failover has made a
   * standby while connections to it stood.
   */
  private static final Set<String> PASSING =
      Set.of("55P03", "40P01", "40001", "53300", "53200", "53100", "25006");

  private static final Pattern ABOUT_A_CONNECTION = Pattern.compile("(?i)\\bconnection\\b");

  private DatabaseFailures() {}

  static Throwable translated(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem) {
        return cause;
      }
      var problem = unavailable(cause, failure);
      if (problem != null) {
        return problem;
      }
    }
    return failure;
  }

  /** Whether a statement was broken off: by its time-out, or because somebody asked for it. */
  static boolean isCanceled(PgException failure) {
    return QUERY_CANCELED.equals(failure.getSqlState());
  }

  private static @Nullable Problem unavailable(Throwable cause, Throwable failure) {
    return switch (cause) {
      case PgException e when isCanceled(e) ->
          Problem.unavailable(
                  "The database took too long for this request; narrow it, or try again later.",
                  failure)
              .because("statement_timeout");
      case PgException e when isPassing(String.valueOf(e.getSqlState())) -> away(failure, AWAY);
      case IOException _, TimeoutException _, ClosedConnectionException _ -> away(failure, AWAY);
      // The pool's own: no free connection in time, and too many waiting for one.
      case NoStackTraceThrowable _, ConnectionPoolTooBusyException _ ->
          away(failure, NO_CONNECTION);
      // The driver says so in words alone: "Timeout waiting for connection", "Connection is
      // closed".
      case VertxException e
          when ABOUT_A_CONNECTION.matcher(String.valueOf(e.getMessage())).find() ->
          away(
              failure, String.valueOf(e.getMessage()).startsWith("Timeout") ? NO_CONNECTION : AWAY);
      default -> null;
    };
  }

  /** Class 08: connection; 57P: the server shuts down or starts. */
  private static boolean isPassing(String state) {
    return PASSING.contains(state) || state.startsWith("08") || state.startsWith("57P");
  }

  private static Problem away(Throwable failure, String reason) {
    return Problem.unavailable(
            "The audit store cannot answer now; whether a change was made shows when the audit is"
                + " read again.",
            failure)
        .because(reason);
  }
}
