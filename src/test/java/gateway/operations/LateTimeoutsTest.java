package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateTimeoutsTest {

  private static final String COMPLETE = "Result is already complete";

  private final LateTimeouts filter = new LateTimeouts();

  @Test
  void keeps_the_timer_of_the_pool_out_of_the_log() {
    var late =
        thrown(
            new IllegalStateException(COMPLETE),
            "io.vertx.core.Promise",
            "io.vertx.sqlclient.impl.pool.SqlConnectionPool");

    assertThat(filter.isLoggable(late)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Result is already complete, io.vertx.core.http.impl.HttpClientImpl",
    "The tree is broken, io.vertx.sqlclient.impl.pool.SqlConnectionPool"
  })
  void lets_every_other_defect_through(String message, String thrower) {
    assertThat(filter.isLoggable(thrown(new IllegalStateException(message), thrower))).isTrue();
    assertThat(filter.isLoggable(new LogRecord(Level.SEVERE, message))).isTrue();
  }

  @Test
  void lets_another_exception_of_the_same_words_through() {
    var other =
        thrown(
            new UnsupportedOperationException(COMPLETE),
            "io.vertx.sqlclient.impl.pool.SqlConnectionPool");

    assertThat(filter.isLoggable(other)).isTrue();
  }

  private static LogRecord thrown(Exception thrown, String... classes) {
    var frames = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      frames[i] = new StackTraceElement(classes[i], "handle", null, -1);
    }
    thrown.setStackTrace(frames);
    var record = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
    record.setThrown(thrown);
    return record;
  }
}
