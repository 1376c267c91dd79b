package gateway.operations.retention;

import java.util.UUID;

/** Hears how far the pruning of a log has come, each time that something was committed. */
interface Stages {

  /** In the order in which a log goes through them. */
  enum Stage {
    SNAPSHOTS_MADE("snapshots made"),
    SNAPSHOTS_SETTLED("snapshots in the log"),
    PRUNING_SAID("prune entry made"),
    PRUNING_SETTLED("prune entry in the log"),
    ENTRIES_DELETED("entries deleted");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  void reached(Stage stage, UUID tenant);
}
