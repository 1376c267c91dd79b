package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private static final String TENANT = "11111111-2222-4333-8444-555555555555";

  @ParameterizedTest
  @ValueSource(
      strings = {"maintain", "prune --older-than P13M", "epoch --reason x --tenant " + TENANT})
  void says_in_one_line_which_file_of_a_secret_cannot_be_read(String line) throws Exception {
    var program = program(Main.class, List.of(), line);
    var _ = program.environment().put("QUARKUS_DATASOURCE_PASSWORD_FILE", "/nowhere");

    var started = program.start();

    assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "QUARKUS_DATASOURCE_PASSWORD_FILE: the file '/nowhere' cannot be read (/nowhere).");
    assertThat(started.waitFor()).isEqualTo(1);
  }

  /** Persian has digits of its own, which no statement of SQL can have. */
  @Test
  void writes_numbers_in_the_same_way_whatever_the_language_of_the_machine() throws Exception {
    var persian = List.of("-Duser.language=fa", "-Duser.country=IR");

    var started = program(Main.class, persian, "prune --older-than P1M").start();

    assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("at least P3M and at most P1200M");
    assertThat(started.waitFor()).isEqualTo(2);
  }

  /** A program of its own, as the log manager looks once in the life of one. */
  static final class Logging {
    private Logging() {}

    public static void main(String... none) {
      Main.prepare();
      new ConsoleHandler(new PatternFormatter("%s"))
          .publish(new ExtLogRecord(Level.INFO, "\u2014", "none"));
    }
  }

  @Test
  void writes_the_log_in_utf_8_whatever_the_encoding_of_the_machine() throws Exception {
    var started = program(Logging.class, List.of("-Dstdout.encoding=US-ASCII"), "nothing").start();

    assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("\u2014");
  }

  private static ProcessBuilder program(Class<?> entry, List<String> options, String line) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), entry.getName()));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  @ParameterizedTest
  @CsvSource({
    "verify, usage: verify --url",
    "epoch --what x, usage: epoch --tenant",
    "verfy --dir x, There is no command 'verfy --dir x'",
    "prune, usage: prune --older-than PERIOD",
    "maintain now, There is no command 'maintain now'",
  })
  void says_of_a_command_that_it_does_not_understand_what_there_is(String line, String said) {
    var usual = System.err;
    var err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.command(line.split(" "))).isEqualTo(2);
    } finally {
      System.setErr(usual);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }
}
