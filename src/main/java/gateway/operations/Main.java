package gateway.operations;

import gateway.command.Unable;
import gateway.operations.retention.Maintenance;
import gateway.operations.retention.PruneCommand;
import gateway.verify.VerifyCommand;
import gateway.witness.WitnessCommand;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The program's entry: a command, or what must be so before anything starts, and then the service.
 */
@QuarkusMain
public final class Main {

  /**
   * Turns off a check of Quarkus that answers 400 without our headers; the router decodes every
   * address strictly itself.
   */
  private static final String URI_VALIDATION_OFF = "vertx.disableURIValidation";

  /**
   * JSON is UTF-8 (RFC 8259 §8.1); a machine without a language has ASCII, in which no checkpoint
   * could be taken from the log again.
   */
  private static final String ENCODING_OF_THE_LOG = "stdout.encoding";

  private Main() {}

  public static void main(String... args) {
    prepare();
    if (args.length > 0) {
      runCommand(args);
    }
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      requireSettings();
    }
    Quarkus.run(null, StartupFailure::exit, args);
  }

  private static void runCommand(String... args) {
    try {
      System.exit(command(args));
    } catch (RuntimeException unreadable) {
      StartupFailure.exit(1, unreadable);
    }
  }

  /** Runs a command; gives the exit code: 0 done, 1 failed, 2 not understood. */
  static int command(String... args) {
    var arguments = Arrays.copyOfRange(args, 1, args.length);
    return switch (args[0]) {
      case "verify" -> VerifyCommand.run(System.out, System.err, arguments);
      case "epoch" -> epoch(arguments);
      case "witness" -> WitnessCommand.run(System.out, System.err, arguments);
      case "maintain" -> arguments.length == 0 ? maintain() : notUnderstood(args);
      case "prune" ->
          PruneCommand.run(ConfigProvider.getConfig(), System.out, System.err, arguments);
      default -> notUnderstood(args);
    };
  }

  private static int maintain() {
    return printed(() -> Maintenance.run(ConfigProvider.getConfig()));
  }

  private static int epoch(String... arguments) {
    try {
      return printed(() -> EpochCommand.run(ConfigProvider.getConfig(), arguments));
    } catch (Unable problem) {
      System.err.println(problem.getMessage());
      return 2;
    }
  }

  /** Prints what a command has done, or why it has not. */
  private static int printed(Supplier<String> command) {
    try {
      System.out.println(command.get());
      return 0;
    } catch (StartupFailure failure) {
      System.err.println(failure.getMessage());
      return 1;
    }
  }

  private static int notUnderstood(String... args) {
    System.err.println(
        "There is no command '%s'; there are 'epoch', 'maintain', 'prune', 'verify' and 'witness', and without a command the service starts."
            .formatted(String.join(" ", args)));
    return 2;
  }

  private static void requireSettings() {
    try {
      RequiredSettings.fault(ConfigProvider.getConfig())
          .ifPresent(fault -> StartupFailure.exit(1, new StartupFailure(fault)));
    } catch (RuntimeException unreadable) {
      StartupFailure.exit(1, unreadable);
    }
  }

  /**
   * Sets what Vert.x and the log manager read once, when they are first used; and that numbers in
   * statements and messages are the same on every machine, where a format has the digits of the
   * machine's language otherwise. Every entry of the program begins so.
   */
  public static void prepare() {
    System.setProperty(URI_VALIDATION_OFF, "true");
    System.setProperty(ENCODING_OF_THE_LOG, "UTF-8");
    Locale.setDefault(Locale.ROOT);
  }
}
