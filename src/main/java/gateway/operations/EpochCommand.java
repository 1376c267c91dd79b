package gateway.operations;

import gateway.command.Options;
import gateway.command.Unable;
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
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code epoch}: gives up, as the owner of the tables, what was seen of a tenant's log
 * and is not in its database any more, so that the log is signed again.
 */
final class EpochCommand {

  static final String USAGE =
      "epoch --tenant TID --reason TEXT [--abandon CHECKPOINT]... [--witnessed SIZE]";

  private static final String ABANDON = "--abandon";
  private static final String WITNESSED = "--witnessed";

  /** It stands in the log for ever, and in every export. */
  private static final int LONGEST_REASON = 1_000;

  private final Options options;
  private final UUID tenant;
  private final String reason;
  private final List<NewEpoch.Abandoned> abandoned = new ArrayList<>();

  private EpochCommand(String... arguments) {
    options =
        Options.read(USAGE, Set.of(), arguments)
            .only(Set.of("--tenant", "--reason", ABANDON, WITNESSED), Set.of(ABANDON, WITNESSED));
    tenant = tenant(options.required("--tenant"));
    reason = reason(options.required("--reason"));
    options.all(ABANDON).forEach(file -> abandoned.add(abandoned(file)));
    options
        .all(WITNESSED)
        .forEach(size -> abandoned.add(new NewEpoch.Abandoned(size(size), Optional.empty())));
  }

  /**
   * Gives what was done, in one line.
   *
   * @param arguments what stands behind {@code epoch}
   * @throws Unable when they are not as {@link #USAGE} has them
   * @throws StartupFailure when a setting is missing, or the database refuses
   */
  static String run(Config config, String... arguments) {
    var command = new EpochCommand(arguments);
    return OwnerConnection.run(config, "the epoch", command::begin);
  }

  private String begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    var epoch =
        NewEpoch.begin(connection, tenant, abandoned, reason)
            .orElseThrow(() ->
                new StartupFailure(
                    "There is no log of %s: nothing was changed.".formatted(tenant)));
    connection.commit();
    return "The log of %s is in epoch %d, from size %d, root %s; given up: %s."
        .formatted(
            tenant,
            epoch.number(),
            epoch.size(),
            epoch.root(),
            epoch.givenUp().isEmpty()
                ? "nothing, no pod has noted a contradiction"
                : String.join("; ", epoch.givenUp()));
  }

  private UUID tenant(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw options.refused("--tenant must be a tenant's id, not '%s'".formatted(text));
    }
  }

  private String reason(String text) {
    if (text.isBlank()
        || text.length() > LONGEST_REASON
        || text.chars().anyMatch(Character::isISOControl)) {
      throw options.refused(
          "--reason must be one line of 1 to %d characters".formatted(LONGEST_REASON));
    }
    return text;
  }

  private long size(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw options.refused("--witnessed must be a number of entries, not '%s'".formatted(text));
    }
    return Long.parseLong(text);
  }

  /** Its signature is not looked at: the owner's job has no key, and giving up needs no proof. */
  private NewEpoch.Abandoned abandoned(String file) {
    try {
      var checkpoint = Checkpoint.parse(Note.parse(Files.readAllBytes(Path.of(file))).text());
      if (!checkpoint.origin().endsWith("/" + tenant)) {
        throw options.refused(
            "--abandon: %s is a checkpoint of %s, which --tenant does not name"
                .formatted(file, checkpoint.origin()));
      }
      if (checkpoint.size() == 0) {
        throw options.refused(
            "--abandon: %s is of a log without entries, which every log goes on from"
                .formatted(file));
      }
      return new NewEpoch.Abandoned(checkpoint.size(), Optional.of(checkpoint.root()));
    } catch (IOException | InvalidPathException e) {
      throw options.refused("--abandon: %s cannot be read".formatted(file));
    } catch (IllegalArgumentException e) {
      throw options.refused("--abandon: %s is no checkpoint: %s".formatted(file, e.getMessage()));
    }
  }
}
