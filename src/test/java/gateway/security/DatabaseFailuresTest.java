package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

  /** The last: the server has become a standby while the connection stood. */
  @ParameterizedTest
  @ValueSource(strings = {"40P01", "53300", "57P01", "08006", "25006"})
  void a_state_that_passes_is_answered_503(String state) {
    assertThat(DatabaseFailures.translated(failure(state)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
              assertThat(problem.headers()).containsKey("Retry-After");
            });
  }

  @Test
  void a_statement_that_is_wrong_stays_what_it_is() {
    var wrong = failure("42703");

    assertThat(DatabaseFailures.translated(wrong)).isSameAs(wrong);
  }

  private static PgException failure(String state) {
    return new PgException("said so", "ERROR", state, "");
  }
}
