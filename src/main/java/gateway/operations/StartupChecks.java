package gateway.operations;

import gateway.graph.SkipTokens;
import gateway.history.log.Cosigning;
import gateway.history.log.LogSigning;
import gateway.history.log.Seen;
import gateway.security.TokenGate;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * What the service makes sure of before it serves: that the database is there and migrated, that
 * its own role can be held by row-level security, and that it has the keys it needs. A migration
 * run skips all of it.
 */
@ApplicationScoped
class StartupChecks {

  private static final Logger LOG = Logger.getLogger(StartupChecks.class);

  /**
   * A database that is away for longer is the orchestrator's business: it starts the service again.
   */
  private static final long DATABASE_WAIT_SECONDS = 30;

  private static final Duration KEYS_WAIT = Duration.ofSeconds(30);

  private static final String ROLE =
      """
      select r.rolsuper, r.rolbypassrls, to_regclass('audit') is not null,
        exists (select from pg_class c
                where c.oid in (to_regclass('audit'), to_regclass('tombstone'), to_regclass('history_entry'), to_regclass('history_personal'))
                  and pg_has_role(current_user, c.relowner, 'member')),
        current_user::text
      from pg_roles r where r.rolname = current_user
      """;

  private static final String KEY = "select key from service_key where name = 'skiptoken'";

  private static final String INSUFFICIENT_PRIVILEGE = "(42501)";

  private final Config config;
  private final Instance<Pool> pool;
  private final SkipTokens skipTokens;
  private final Instance<TokenGate> tokens;
  private final LogSigning logs;
  private final Cosigning cosigning;
  private final Seen seen;

  StartupChecks(
      Config config,
      Instance<Pool> pool,
      SkipTokens skipTokens,
      Instance<TokenGate> tokens,
      LogSigning logs,
      Cosigning cosigning,
      Seen seen) {
    this.config = config;
    this.pool = pool;
    this.skipTokens = skipTokens;
    this.tokens = tokens;
    this.logs = logs;
    this.cosigning = cosigning;
    this.seen = seen;
  }

  void check(@Observes StartupEvent started) {
    UnknownSettings.warnings(System.getenv().keySet()).forEach(LOG::warn);
    if (RequiredSettings.migrates(config)) {
      return;
    }
    requireSafeRole(query(ROLE));
    skipTokens.use(query(KEY).getBuffer(0).getBytes());
    requireKeys();
    logs.ready();
    seen.ready();
    cosigning.ready();
  }

  private void requireKeys() {
    try {
      tokens.get().ready().await().atMost(KEYS_WAIT);
    } catch (RuntimeException e) {
      var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new StartupFailure(String.valueOf(cause.getMessage()));
    }
  }

  private static void requireSafeRole(Row role) {
    String name = role.getString(4);
    if (role.getBoolean(0)) {
      throw refused(name, "is a superuser");
    }
    if (role.getBoolean(1)) {
      throw refused(name, "has BYPASSRLS");
    }
    if (!role.getBoolean(2)) {
      throw new StartupFailure(
          "QUARKUS_DATASOURCE_REACTIVE_URL: the database has not been migrated; run once with QUARKUS_FLYWAY_MIGRATE_AT_START=true, QUARKUS_INIT_AND_EXIT=true and the owner's credentials.");
    }
    if (role.getBoolean(3)) {
      throw refused(name, "owns the tables, or is a member of the role that does");
    }
  }

  private static StartupFailure refused(String role, String why) {
    return new StartupFailure(
        "QUARKUS_DATASOURCE_USERNAME: the role '%s' %s, and row-level security would not hold it; serve as the role that GATEWAY_DATABASE_ROLE named at the migration."
            .formatted(role, why));
  }

  private Row query(String sql) {
    try {
      return pool.get()
          .query(sql)
          .execute()
          .toCompletionStage()
          .toCompletableFuture()
          .get(DATABASE_WAIT_SECONDS, TimeUnit.SECONDS)
          .iterator()
          .next();
    } catch (ExecutionException e) {
      throw unanswered(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw unanswered("no answer within " + DATABASE_WAIT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered("interrupted");
    }
  }

  private static StartupFailure unanswered(String why) {
    return why.contains(INSUFFICIENT_PRIVILEGE)
        ? new StartupFailure(
            "QUARKUS_DATASOURCE_USERNAME: this role has not been granted what serving needs; migrate with GATEWAY_DATABASE_ROLE naming it.")
        : new StartupFailure(
            "QUARKUS_DATASOURCE_REACTIVE_URL: the database did not answer as QUARKUS_DATASOURCE_USERNAME: "
                + why.replaceFirst("^[\\w.]+(?:Exception|Throwable): ", ""));
  }
}
