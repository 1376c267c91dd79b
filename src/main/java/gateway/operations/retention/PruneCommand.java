package gateway.operations.retention;

import gateway.operations.OwnerConnection;
import gateway.operations.StartupFailure;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code prune --older-than PERIOD [--dry-run]}: exit code 0 when it is done, 1 when
 * something is left to be done, 2 when it was not understood.
 */
public final class PruneCommand {

  private static final String USAGE =
      "usage: prune --older-than PERIOD [--dry-run], with a period of whole months such as P13M or P2Y";

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

  /** What was asked for. */
  private record Wish(int months, boolean dry) {}

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
      var wish = wish(arguments);
      if (wish.isEmpty()) {
        err.println(USAGE);
        return 2;
      }
      boolean done =
          OwnerConnection.run(
              config,
              "pruning",
              connection ->
                  new Pruning(new Statements(connection), out, err, patience, stages)
                      .run(wish.get().months(), wish.get().dry()));
      return done ? 0 : 1;
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return 2;
    } catch (StartupFailure failure) {
      err.println(failure.getMessage());
      return 1;
    }
  }

  private static Optional<Wish> wish(String... arguments) {
    String period = null;
    boolean dry = false;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--dry-run") && !dry) {
        dry = true;
      } else if (arguments[i].equals("--older-than")
          && period == null
          && i + 1 < arguments.length) {
        period = arguments[++i];
      } else {
        return Optional.empty();
      }
    }
    return period == null ? Optional.empty() : Optional.of(new Wish(months(period), dry));
  }

  private static int months(String text) {
    try {
      var period = Period.parse(text);
      long months = period.toTotalMonths();
      if (period.getDays() == 0 && months >= FEWEST_MONTHS && months <= MOST_MONTHS) {
        return (int) months;
      }
    } catch (DateTimeException noPeriod) {
      throw new IllegalArgumentException(refusal(text), noPeriod);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  private static String refusal(String text) {
    return "--older-than: '%s' is no period of whole months, at least P%dM and at most P%dM, such as P13M or P2Y."
        .formatted(text, FEWEST_MONTHS, MOST_MONTHS);
  }
}
