package gateway.operations;

import org.eclipse.microprofile.config.Config;

/**
 * The command {@code maintain}: makes the months of the history that lie ahead, as its owner; a
 * scheduled job's work. Entries of a month that has none go to the default partition, from where
 * nothing moves them.
 */
final class Maintenance {

  /** As the migration makes them: a job that fails for months is still no emergency. */
  private static final int MONTHS_AHEAD = 12;

  private Maintenance() {}

  /**
   * Gives what was done, in one line.
   *
   * @throws StartupFailure when a setting is missing, or the database refuses
   */
  static String run(Config config) {
    return OwnerConnection.run(
        config,
        "maintenance",
        connection -> {
          try (var statement = connection.prepareStatement("select ensure_history_partitions(?)")) {
            statement.setInt(1, MONTHS_AHEAD);
            try (var row = statement.executeQuery()) {
              boolean _ = row.next();
              return "The history has its partitions for %d months ahead; %d were made."
                  .formatted(MONTHS_AHEAD, row.getInt(1));
            }
          }
        });
  }
}
