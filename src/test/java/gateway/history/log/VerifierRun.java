package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.verify.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a run of the command {@code verify} gave. */
record VerifierRun(int exit, String out, String err) {

  private static final Pattern PROGRESS = Pattern.compile("[a-z ]+: \\d+ of \\d+");

  static VerifierRun of(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        VerifyCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new VerifierRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** This run, when everything was true. */
  @CanIgnoreReturnValue
  VerifierRun passes() {
    assertThat(exit).as(out + err).isZero();
    assertThat(out).startsWith("verified: ").hasLineCount(1);
    return this;
  }

  /** This run, when it found something and one of its lines has this in it. */
  @CanIgnoreReturnValue
  VerifierRun finds(String fault) {
    assertThat(exit).as(out + err).isEqualTo(1);
    assertThat(out).contains(fault);
    return this;
  }

  /** This run, when it could not be done and says so in one line. */
  @CanIgnoreReturnValue
  VerifierRun isUnable(String why) {
    assertThat(exit).as(out + err).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err.lines().filter(line -> !PROGRESS.matcher(line).matches()).toList())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains(why));
    return this;
  }
}
