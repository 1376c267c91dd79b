package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LateTimersTest {

  private static final String LATE = "Result is already complete";
  private static final StackTraceElement FAIL = frame("io.vertx.core.Promise", "fail");
  private static final StackTraceElement TIMER =
      frame("io.vertx.sqlclient.impl.pool.SqlConnectionPool", "lambda$execute$3");

  @Test
  void keeps_out_a_timer_that_comes_after_its_request_was_refused() {
    assertThat(isLogged(thrown(new IllegalStateException(LATE), FAIL, TIMER))).isFalse();
  }

  @Test
  void lets_everything_else_be_logged() {
    var other = frame("io.vertx.sqlclient.impl.SocketConnectionBase", "handleClosed");

    assertThat(isLogged(thrown(new IllegalStateException(LATE), FAIL, other))).isTrue();
    assertThat(isLogged(thrown(new IllegalStateException(LATE), TIMER, FAIL))).isTrue();
    assertThat(isLogged(thrown(new IllegalStateException(LATE), FAIL))).isTrue();
    assertThat(isLogged(thrown(new IllegalStateException("other"), FAIL, TIMER))).isTrue();
    assertThat(isLogged(thrown(new IllegalArgumentException(LATE), FAIL, TIMER))).isTrue();
    assertThat(isLogged(null)).isTrue();
  }

  private static boolean isLogged(@org.jspecify.annotations.Nullable Throwable thrown) {
    var record = new LogRecord(Level.SEVERE, LATE);
    record.setThrown(thrown);
    return new LateTimers().isLoggable(record);
  }

  private static Throwable thrown(Throwable failure, StackTraceElement... trace) {
    failure.setStackTrace(trace);
    return failure;
  }

  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, "A.java", 1);
  }
}
