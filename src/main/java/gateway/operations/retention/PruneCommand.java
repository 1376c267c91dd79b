package gateway.operations.retention;

import gateway.command.Options;
import gateway.command.Unable;
import gateway.operations.OwnerConnection;
import gateway.operations.StartupFailure;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code prune --older-than PERIOD [--dry-run]}: exit code 0 when it is done, 1 when
 * something is left to be done, 2 when it was not understood.
 */
public final class PruneCommand {

  private static final String USAGE =
      "prune --older-than PERIOD [--dry-run], with a period of whole months such as P13M or P2Y";

  private static final String OLDER = "--older-than";
  private static final String DRY = "--dry-run";

  /**
   * An auditor who comes every quarter sees every entry at least once; and a slip, such as a month
   * for a year, cannot empty a history.
   */
  private static final int FEWEST_MONTHS = 3;

  /** A century: more is a slip, too, and no date would come of it. */
  private static final int MOST_MONTHS = 1_200;

  /**
   * How long a log may stand still before no pod is believed to run: twice the time for which a pod
   * leaves a failing log alone.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private PruneCommand() {}

  /**
   * Runs it; gives the exit code.
   *
   * @param arguments what stands behind {@code prune}
   */
  public static int run(Config config, PrintStream out, PrintStream err, String... arguments) {
    return run(config, out, err, PATIENCE, (_, _) -> {}, arguments);
  }

  static int run(
      Config config,
      PrintStream out,
      PrintStream err,
      Duration patience,
      Stages stages,
      String... arguments) {
    try {
      var options = Options.read(USAGE, Set.of(DRY), arguments).only(Set.of(OLDER, DRY), Set.of());
      int months = months(options.required(OLDER));
      boolean dry = options.has(DRY);
      boolean done =
          OwnerConnection.run(
              config,
              "pruning",
              connection ->
                  new Pruning(new Statements(connection), out, err, patience, stages)
                      .run(months, dry));
      return done ? 0 : 1;
    } catch (Unable wrong) {
      err.println(wrong.getMessage());
      return 2;
    } catch (StartupFailure failure) {
      err.println(failure.getMessage());
      return 1;
    }
  }

  private static int months(String text) {
    try {
      var period = Period.parse(text);
      long months = period.toTotalMonths();
      if (period.getDays() == 0 && months >= FEWEST_MONTHS && months <= MOST_MONTHS) {
        return (int) months;
      }
    } catch (DateTimeException noPeriod) {
      throw new Unable(refusal(text), noPeriod);
    }
    throw new Unable(refusal(text));
  }

  private static String refusal(String text) {
    return "--older-than: '%s' is no period of whole months, at least P%dM and at most P%dM, such as P13M or P2Y"
        .formatted(text, FEWEST_MONTHS, MOST_MONTHS);
  }
}
