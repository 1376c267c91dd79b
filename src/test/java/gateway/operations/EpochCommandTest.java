package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.TestDatabase;
import gateway.command.Unable;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochCommandTest {

  private static final String TENANT = "11111111-2222-4333-8444-555555555555";

  /** A checkpoint of that tenant's log, whose signature nobody looks at here. */
  private static final String NOTE =
      """
      log.example.org/11111111-2222-4333-8444-555555555555
      7
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

      — log.example.org/11111111-2222-4333-8444-555555555555 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  @Test
  void gives_up_a_checkpoint_and_what_a_witness_says_and_leaves_an_entry()
      throws SQLException, IOException {
    String url = TestDatabase.migrated("epochs");
    Path lost = Files.writeString(folder.resolve("lost"), NOTE);
    try (var owner = DriverManager.getConnection(url, "owner", "owner");
        var statement = owner.createStatement()) {
      assertThatThrownBy(
              () -> EpochCommand.run(as("owner", url), "--tenant", TENANT, "--reason", "x"))
          .isInstanceOf(StartupFailure.class)
          .hasMessageStartingWith("There is no log of " + TENANT);
      boolean _ = statement.execute("insert into log_head (tenant_id) values ('" + TENANT + "')");

      String said =
          EpochCommand.run(
              as("owner", url),
              "--tenant",
              TENANT,
              "--reason",
              "a disk was lost",
              "--abandon",
              lost.toString(),
              "--witnessed",
              "9");

      assertThat(said)
          .startsWith("The log of " + TENANT + " is in epoch 1")
          .contains("from size 0, root ")
          .endsWith(
              "given up: size 7, root AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=; size 9 (as a witness says).");
      try (var row =
          statement.executeQuery(
              """
              select h.epoch, e.before[1], e.after[1], e.principal_id, (select count(*) from log_contradiction where epoch = h.epoch)
              from log_pending p join history_entry e on e.id = p.entry_id join log_head h on h.tenant_id = e.tenant_id
              where e.operation = 7 and e.audit_id is null and e.sequence is null
              """)) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(2)).isEqualTo("0");
        assertThat(row.getString(3)).isEqualTo(row.getString(1));
        assertThat(row.getString(4)).isEqualTo("owner");
        assertThat(row.getLong(5)).isEqualTo(2);
        assertThat(row.next()).isFalse();
      }
    }
    assertThatThrownBy(
            () -> EpochCommand.run(as("gateway", url), "--tenant", TENANT, "--reason", "x"))
        .hasMessageStartingWith("the epoch failed: ERROR: permission denied");
  }

  /** A role that several people may take says nothing of which of them it was. */
  @Test
  void names_the_role_that_logged_in_and_not_the_one_that_it_has_taken() throws SQLException {
    String url = TestDatabase.migrated("epochs_of_others");
    try (var superuser = TestDatabase.asSuperuser(url);
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              """
              create role ada login password 'ada' in role owner;
              alter role ada set role = owner;
              insert into log_head (tenant_id) values ('%s')
              """
                  .formatted(TENANT));

      var _ = EpochCommand.run(as("ada", url), "--tenant", TENANT, "--reason", "x");

      try (var row =
          statement.executeQuery("select principal_id from history_entry where operation = 7")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("ada");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tenant 1 --reason x|--tenant must be",
        "--reason x|--tenant is missing",
        "--tenant 11111111-2222-4333-8444-555555555555|--reason is missing",
        "--tenant|has no value",
        "--what x|is not understood",
        "--reason x --tenant 11111111-2222-4333-8444-555555555555 --witnessed 0|--witnessed must be",
        "--reason x --tenant 11111111-2222-4333-8444-555555555555 --abandon /nowhere|cannot be read",
        "--reason x --tenant 11111111-2222-4333-8444-555555555556 --abandon NOTE|does not name",
        "--abandon NOTE|--tenant is missing",
        "--reason x --tenant 11111111-2222-4333-8444-555555555555 --abandon EMPTY|is no checkpoint",
      })
  void says_what_it_does_not_understand(String line, String said) throws IOException {
    var note = Files.writeString(folder.resolve("note"), NOTE);
    var empty = Files.writeString(folder.resolve("empty"), "");
    String arguments = line.replace("NOTE", "" + note).replace("EMPTY", "" + empty);

    assertThatThrownBy(() ->
            EpochCommand.run(as("owner", "jdbc:postgresql://none/none"), arguments.split(" ")))
        .isInstanceOf(Unable.class)
        .hasMessageContaining(said)
        .hasMessageContaining("usage: epoch --tenant TID --reason TEXT")
        .hasMessageNotContaining("\n");
  }

  @Test
  void takes_no_reason_that_is_not_one_line() {
    for (String reason : new String[] {" ", "a\nb", "x".repeat(1_001)}) {
      assertThatThrownBy(() ->
              EpochCommand.run(
                  as("owner", "jdbc:postgresql://none/none"),
                  "--tenant",
                  UUID.randomUUID().toString(),
                  "--reason",
                  reason))
          .hasMessageContaining("--reason must be one line");
    }
  }

  private static Config as(String role, String url) {
    return new SmallRyeConfigBuilder()
        .withSources(
            new PropertiesConfigSource(
                Map.of(
                    "quarkus.datasource.jdbc.url", url,
                    "quarkus.datasource.username", role,
                    "quarkus.datasource.password", role),
                "test",
                100))
        .build();
  }
}
