package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.TestDatabase;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose machine is gone: no word comes, and no end of the connection either. */
class SilentDatabaseTest {

  /** Much longer than a silence, and much shorter than what TCP waits by itself. */
  private static final long PATIENCE = 30;

  private record Bounds() implements DatabasePool.Settings {
    @Override
    public int queue() {
      return 16;
    }

    @Override
    public int readConnections() {
      return 1;
    }

    @Override
    public Duration acquireTimeout() {
      return Duration.ofSeconds(PATIENCE);
    }

    @Override
    public Duration statementTimeout() {
      return Duration.ofMillis(500);
    }
  }

  private record Given(Vertx vertx, PoolOptions poolOptions, PgConnectOptions connect)
      implements PgPoolCreator.Input {
    @Override
    public List<PgConnectOptions> pgConnectOptionsList() {
      return List.of(connect);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final DatabasePool pools = new DatabasePool(new Bounds());

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private SilencedWire wire;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private PgConnectOptions connect;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Pool requests;

  @BeforeEach
  void connects_through_a_wire_that_can_fall_silent() throws Exception {
    URI url;
    try (var gateway = TestDatabase.asGateway()) {
      url = URI.create(gateway.getMetaData().getURL().substring("jdbc:".length()));
    }
    wire = new SilencedWire(url.getHost(), url.getPort());
    connect =
        new PgConnectOptions()
            .setHost("localhost")
            .setPort(wire.port())
            .setDatabase(url.getPath().substring(1))
            .setUser("gateway")
            .setPassword("gateway");
    requests = pools.create(new Given(vertx, new PoolOptions(), connect));
  }

  @AfterEach
  void closes() throws Exception {
    wire.close();
    var _ = vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void gives_up_a_read_that_is_not_answered_and_reads_over_another_connection() throws Exception {
    var reads = pools.reads(requests);
    assertThat(outcome(reads.query("select 1").execute())).isEqualTo("answered");

    wire.silence();
    assertThat(outcome(reads.query("select 1").execute())).isEqualTo("closed");

    wire.restore();
    // The pool hears of the end a moment after those who asked.
    var outcomes = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      outcomes.add(outcome(reads.query("select 1").execute()));
    }
    assertThat(outcomes.getLast()).isEqualTo("answered");
  }

  /** An erasure's statement takes up to a minute, and more than reads would wait for. */
  @Test
  void bears_with_a_request_for_longer() throws Exception {
    assertThat(
            outcome(
                requests.withConnection(connection ->
                    connection
                        .query("set statement_timeout = '20s'")
                        .execute()
                        .compose(_ -> connection.query("select pg_sleep(2.5)").execute()))))
        .isEqualTo("answered");
  }

  /** What became of a question. */
  private static String outcome(Future<?> asked) throws InterruptedException {
    try {
      var _ = asked.toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
      return "answered";
    } catch (TimeoutException e) {
      return "hangs";
    } catch (ExecutionException e) {
      return e.getCause() instanceof ClosedConnectionException
          ? "closed"
          : String.valueOf(e.getCause());
    }
  }
}
