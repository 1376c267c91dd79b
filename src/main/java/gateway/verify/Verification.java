package gateway.verify;

import gateway.tlog.Checkpoint;
import gateway.tlog.EntryBundle;
import gateway.tlog.Note;
import gateway.tlog.TilePath;
import gateway.tlog.Unverified;
import gateway.tlog.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what a folder holds. */
final class Verification {

  private final Folder folder;
  private final VerifierKey key;
  private final List<VerifierKey> witnesses;
  private final Faults faults;
  private final Progress progress;
  private long givenUp;
  private long skipped;

  /**
   * @param witnesses those who must have cosigned the checkpoint
   */
  Verification(
      Folder folder,
      VerifierKey key,
      List<VerifierKey> witnesses,
      Faults faults,
      Progress progress) {
    this.folder = folder;
    this.key = key;
    this.witnesses = witnesses;
    this.faults = faults;
    this.progress = progress;
  }

  /**
   * Says what was verified, in one line.
   *
   * @param since an earlier signed checkpoint, from elsewhere
   */
  Optional<String> run(Optional<byte[]> since) {
    byte[] newest =
        folder
            .read(Folder.CHECKPOINT)
            .orElseThrow(
                () -> new Unable("There is no checkpoint in %s.".formatted(folder.root())));
    var checkpoint = open("checkpoint", newest);
    var before = folder.read(Folder.CHECKPOINT_BEFORE).map(note -> open("checkpoint-before", note));
    var old = since.map(note -> open("the old checkpoint", note));
    if (checkpoint.isEmpty()) {
      boolean _ = faults.none();
      return Optional.empty();
    }
    witnesses.forEach(witness -> requireCosigned(newest, witness));
    var known = new ArrayList<TreeCheck.Known>();
    old.flatMap(each -> each)
        .ifPresent(each -> known.add(new TreeCheck.Known("the old checkpoint", each)));
    before
        .flatMap(each -> each)
        .ifPresent(each -> known.add(new TreeCheck.Known("checkpoint-before", each)));
    known.add(new TreeCheck.Known("checkpoint", checkpoint.get()));
    long size = Folder.required(checkpoint.get().size());
    long shown = before.flatMap(each -> each).map(Checkpoint::size).orElse(size);
    var audits =
        new Audits(
            folder.lines(Folder.AUDITS),
            new Singles(folder.lines(Folder.SINGLES), faults),
            shown,
            faults);
    var changes = new Changes(folder.lines(Folder.CHANGES), faults);
    read(new TreeCheck(folder, size, known, faults), changes, audits, size, shown);
    return faults.none() ? Optional.of(summary(checkpoint.get(), audits.size())) : Optional.empty();
  }

  private String summary(Checkpoint checkpoint, int audits) {
    return "verified: %d entries of %d audits%s; log %s, size %d, root %s"
        .formatted(
            checkpoint.size() - skipped,
            audits,
            skipped > 0 ? ", from entry %d on; those before it were pruned".formatted(skipped) : "",
            checkpoint.origin(),
            checkpoint.size(),
            checkpoint.root());
  }

  private Optional<Checkpoint> open(String name, byte[] note) {
    try {
      return Optional.of(Checkpoint.open(Note.parse(note), key.name(), List.of(key)));
    } catch (Unverified | IllegalArgumentException e) {
      faults.add("%s: %s", name, e.getMessage());
      return Optional.empty();
    }
  }

  private void requireCosigned(byte[] note, VerifierKey witness) {
    try {
      var _ = Note.parse(note).verify(List.of(witness));
    } catch (Unverified e) {
      faults.add("checkpoint: not cosigned by %s: %s", witness.name(), e.getMessage());
    }
  }

  private void read(TreeCheck tree, Changes changes, Audits audits, long size, long shown) {
    String tenant = key.name().substring(key.name().lastIndexOf('/') + 1);
    var commitments = new Commitments(faults);
    long next = 0;
    for (var bundle : EntryBundle.grown(0, size)) {
      progress.at("entries verified", next, size);
      var bytes = folder.read(bundle);
      if (bytes.isEmpty() && skipped == next && bundle.isFull()) {
        // Pruned entries have their tiles: the tree, and an old checkpoint, begin where they did.
        tree.appendHashes(bundle.index(), TilePath.FULL);
        skipped += TilePath.FULL;
        next = skipped;
        continue;
      }
      var entries = bytes.flatMap(read -> decoded(bundle, read));
      if (entries.isEmpty()) {
        faults.add(
            "leaf %d to leaf %d: %s is not there, or not whole",
            next, next + bundle.width() - 1, bundle.path());
        tree.appendHashes(bundle.index(), bundle.width());
        next += bundle.width();
        continue;
      }
      for (byte[] leaf : entries.get()) {
        tree.append(leaf);
        entry(next, leaf, tenant, changes, commitments, audits, shown);
        next++;
      }
    }
    tree.end();
    if (skipped > givenUp) {
      faults.add(
          "leaf %d to leaf %d: are not there, and no prune entry says so", givenUp, skipped - 1);
    }
    changes.end();
    audits.end();
  }

  private Optional<List<byte[]>> decoded(EntryBundle bundle, byte[] bytes) {
    try {
      return Optional.of(bundle.decode(bytes));
    } catch (IllegalArgumentException malformed) {
      faults.add("%s", malformed.getMessage());
      return Optional.empty();
    }
  }

  private void entry(
      long index,
      byte[] leaf,
      String tenant,
      Changes changes,
      Commitments commitments,
      Audits audits,
      long shown) {
    Entry entry;
    try {
      entry = Entry.read(index, leaf, tenant);
    } catch (IllegalArgumentException e) {
      faults.add("leaf %d: %s", index, e.getMessage());
      return;
    }
    var served = changes.take(entry.id());
    if (served.isEmpty() && index < shown) {
      faults.add("%s: is in the log and not served among the changes", entry.name());
    }
    var values =
        served
            .map(change -> commitments.open(entry, change))
            .orElseGet(() -> commitments.unopened(entry));
    if (!entry.auditId().isEmpty()) {
      audits.add(entry, values, skipped > 0);
    } else if (entry.operation().equals("prune")) {
      givenUp = Math.max(givenUp, Pruned.before(entry));
    } else if (!entry.operation().equals("epoch")) {
      faults.add("leaf %d: '%s' without an audit", index, entry.operation());
    }
  }
}
