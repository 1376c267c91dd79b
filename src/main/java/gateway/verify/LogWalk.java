package gateway.verify;

import gateway.tlog.EntryBundle;
import gateway.tlog.TilePath;
import java.util.List;
import java.util.Optional;

/** Goes over the log from its first entry that is there to its last, and judges each. */
final class LogWalk {

  private final Folder folder;
  private final String tenant;
  private final Checkpoints checkpoints;
  private final TreeCheck tree;
  private final Changes changes;
  private final Openings openings;
  private final Audits audits;
  private final Epochs epochs;
  private final Faults faults;
  private long pruned;
  private long givenUp;
  private Optional<Entry> newest = Optional.empty();

  LogWalk(Folder folder, String tenant, Checkpoints checkpoints, Audits audits, Faults faults) {
    this.folder = folder;
    this.tenant = tenant;
    this.checkpoints = checkpoints;
    this.tree = new TreeCheck(folder, checkpoints.size(), checkpoints.known(), faults);
    this.changes = new Changes(folder.lines(Folder.CHANGES), faults);
    this.openings = new Openings(faults);
    this.audits = audits;
    this.epochs = new Epochs(faults);
    this.faults = faults;
  }

  void run(Progress progress) {
    long next = 0;
    for (var bundle : EntryBundle.grown(0, checkpoints.size())) {
      progress.at("entries verified", next, checkpoints.size());
      judge(bundle, next);
      next += bundle.width();
    }
    tree.end();
    epochs.end(tree);
    if (pruned > givenUp) {
      faults.add(
          "leaf %d to leaf %d: are not there, and no prune entry says so", givenUp, pruned - 1);
    }
    checkpoints.requireBehind(pruned);
    changes.end();
  }

  /** The first entry that is there. */
  long pruned() {
    return pruned;
  }

  /** The time of the newest entry that the run claims. */
  Optional<String> newest() {
    return newest.flatMap(entry -> entry.fields().text("at"));
  }

  /** Which epochs there are, for the claim. */
  String epochs() {
    return epochs.said();
  }

  private void judge(EntryBundle bundle, long first) {
    var bytes = folder.read(bundle);
    if (bytes.isEmpty() && pruned == first && bundle.isFull()) {
      // Pruned entries have their tiles: the tree, and an old checkpoint, begin where they did.
      tree.appendHashes(bundle.index(), TilePath.FULL);
      pruned += TilePath.FULL;
      return;
    }
    var entries = bytes.flatMap(read -> decoded(bundle, read));
    if (entries.isEmpty()) {
      faults.add(
          "leaf %d to leaf %d: %s is not there, or not whole",
          first, first + bundle.width() - 1, bundle.path());
      tree.appendHashes(bundle.index(), bundle.width());
      return;
    }
    long index = first;
    for (byte[] leaf : entries.get()) {
      tree.append(leaf);
      read(index, leaf).ifPresent(this::judge);
      index++;
    }
  }

  private Optional<List<byte[]>> decoded(EntryBundle bundle, byte[] bytes) {
    try {
      return Optional.of(bundle.decode(bytes));
    } catch (IllegalArgumentException malformed) {
      faults.add("%s", malformed.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Entry> read(long index, byte[] leaf) {
    try {
      return Optional.of(Entry.read(index, leaf, tenant));
    } catch (IllegalArgumentException e) {
      faults.add("leaf %d: %s", index, e.getMessage());
      return Optional.empty();
    }
  }

  private void judge(Entry entry) {
    boolean mustBeShown = checkpoints.mustBeShown(entry);
    if (entry.index() < checkpoints.claimed().size()
        && newest.filter(other -> other.at() >= entry.at()).isEmpty()) {
      newest = Optional.of(entry);
    }
    var served = changes.take(entry.id());
    if (served.isEmpty() && (mustBeShown || audits.show(entry))) {
      faults.add("%s: is in the log and not served among the changes", entry.name());
    }
    var values =
        served
            .map(change -> openings.open(entry, change))
            .orElseGet(() -> openings.unopened(entry));
    if (!entry.auditId().isEmpty()) {
      audits.add(entry, values, pruned > 0, mustBeShown);
    } else if (entry.operation().equals("prune")) {
      givenUp = Math.max(givenUp, Pruned.before(entry));
    } else if (entry.operation().equals("epoch")) {
      epochs.add(entry, pruned > 0);
    } else {
      faults.add("leaf %d: '%s' without an audit", entry.index(), entry.operation());
    }
  }
}
