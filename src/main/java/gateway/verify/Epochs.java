package gateway.verify;

import gateway.tlog.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What epoch entries say (docs/decisions/0017-epochs.md): that the log went on from a database that
 * had lost some of it, from which size and root on, and which epoch was the one before.
 */
final class Epochs {

  /** Where an epoch begins, by its entry. */
  private record Epoch(Entry entry, String number, String before, long size, String root) {

    static Epoch of(Entry entry) {
      return new Epoch(
          entry,
          said(entry, "epoch", "after"),
          said(entry, "epoch", "before"),
          size(said(entry, "size", "after")),
          said(entry, "root", "after"));
    }

    private static String said(Entry entry, String property, String side) {
      return entry.changes().stream()
          .filter(change -> change.text("property").equals(Optional.of(property)))
          .findFirst()
          .flatMap(change -> change.text(side))
          .orElse("");
    }

    private static long size(String text) {
      return text.matches("0|[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }
  }

  private final Faults faults;
  private final List<Epoch> epochs = new ArrayList<>();

  Epochs(Faults faults) {
    this.faults = faults;
  }

  /**
   * Notes an epoch's entry.
   *
   * @param pruned whether an earlier one may be gone
   */
  void add(Entry entry, boolean pruned) {
    var epoch = Epoch.of(entry);
    String last = epochs.isEmpty() ? "0" : epochs.getLast().number();
    if (!epoch.before().equals(last) && !(pruned && epochs.isEmpty())) {
      faults.add(
          "%s: follows epoch %s, and the last one that the log has is %s",
          entry.name(), epoch.before(), last);
    }
    epochs.add(epoch);
  }

  /** Compares where they begin with the tree. */
  void end(TreeCheck tree) {
    for (var epoch : epochs) {
      Optional<Hash> root =
          epoch.size() <= epoch.entry().index()
              ? Optional.of(tree.rootOf(epoch.size()))
              : Optional.empty();
      if (!root.map(Hash::toString).equals(Optional.of(epoch.root()))) {
        faults.add("%s: the epoch does not begin where it says", epoch.entry().name());
      }
    }
  }

  /** What a run's claim says of them. */
  String said() {
    return epochs.isEmpty()
        ? ""
        : "; %d epochs, the last begins at entry %d"
            .formatted(epochs.size(), epochs.getLast().size());
  }
}
