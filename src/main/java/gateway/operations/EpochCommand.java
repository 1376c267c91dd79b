package gateway.operations;

import gateway.history.log.NewEpoch;
import gateway.tlog.Checkpoint;
import gateway.tlog.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code epoch}: gives up, as the owner of the tables, what was seen of a tenant's log
 * and is not in its database any more, so that the log is signed again.
 */
final class EpochCommand {

  static final String USAGE =
      "epoch --tenant TID --reason TEXT [--abandon CHECKPOINT]... [--witnessed SIZE]";

  /** It stands in the log for ever, and in every export. */
  private static final int LONGEST_REASON = 1_000;

  /** Arguments that cannot be understood; the message says which. */
  static final class NotUnderstood extends RuntimeException {
    NotUnderstood(String problem) {
      super("epoch: %s; usage: %s".formatted(problem, USAGE), null, false, false);
    }
  }

  private final List<NewEpoch.Abandoned> abandoned = new ArrayList<>();
  private Optional<UUID> tenant = Optional.empty();
  private Optional<String> reason = Optional.empty();

  private EpochCommand() {}

  /**
   * Gives what was done, in one line.
   *
   * @param arguments what stands behind {@code epoch}
   * @throws NotUnderstood when they are not as {@link #USAGE} has them
   * @throws StartupFailure when a setting is missing, or the database refuses
   */
  static String run(Config config, String... arguments) {
    var command = new EpochCommand();
    command.read(arguments);
    return OwnerConnection.run(config, "the epoch", command::begin);
  }

  private void read(String... arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new NotUnderstood("'%s' has no value".formatted(arguments[i]));
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--tenant" -> tenant = Optional.of(tenant(value));
        case "--reason" -> reason = Optional.of(reason(value));
        case "--abandon" -> abandoned.add(abandoned(value));
        case "--witnessed" -> abandoned.add(new NewEpoch.Abandoned(size(value), Optional.empty()));
        default -> throw new NotUnderstood("'%s' is not understood here".formatted(arguments[i]));
      }
    }
    if (tenant.isEmpty() || reason.isEmpty()) {
      throw new NotUnderstood("--tenant and --reason are needed");
    }
  }

  private String begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    var of = tenant.orElseThrow();
    var epoch =
        NewEpoch.begin(connection, of, abandoned, reason.orElseThrow())
            .orElseThrow(() ->
                new StartupFailure("There is no log of %s: nothing was changed.".formatted(of)));
    connection.commit();
    return "The log of %s is in epoch %d, from size %d, root %s; given up: %s."
        .formatted(
            of,
            epoch.number(),
            epoch.size(),
            epoch.root(),
            epoch.givenUp().isEmpty()
                ? "nothing, no pod has noted a contradiction"
                : String.join("; ", epoch.givenUp()));
  }

  private static UUID tenant(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("--tenant must be a tenant's id, not '%s'".formatted(text));
    }
  }

  private static String reason(String text) {
    if (text.isBlank()
        || text.length() > LONGEST_REASON
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new NotUnderstood(
          "--reason must be one line of 1 to %d characters".formatted(LONGEST_REASON));
    }
    return text;
  }

  private static long size(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new NotUnderstood("--witnessed must be a number of entries, not '%s'".formatted(text));
    }
    return Long.parseLong(text);
  }

  /** Its signature is not looked at: the owner's job has no key, and giving up needs no proof. */
  private NewEpoch.Abandoned abandoned(String file) {
    try {
      var checkpoint = Checkpoint.parse(Note.parse(Files.readAllBytes(Path.of(file))).text());
      if (tenant.isEmpty() || !checkpoint.origin().endsWith("/" + tenant.get())) {
        throw new NotUnderstood(
            "--abandon: %s is a checkpoint of %s, which --tenant before it does not name"
                .formatted(file, checkpoint.origin()));
      }
      if (checkpoint.size() == 0) {
        throw new NotUnderstood(
            "--abandon: %s is of a log without entries, which every log goes on from"
                .formatted(file));
      }
      return new NewEpoch.Abandoned(checkpoint.size(), Optional.of(checkpoint.root()));
    } catch (IOException | InvalidPathException e) {
      throw new NotUnderstood("--abandon: %s cannot be read".formatted(file));
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("--abandon: %s is no checkpoint: %s".formatted(file, e.getMessage()));
    }
  }
}
