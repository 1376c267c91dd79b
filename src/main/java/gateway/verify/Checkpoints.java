package gateway.verify;

import gateway.command.Unable;
import gateway.tlog.Checkpoint;
import gateway.tlog.Note;
import gateway.tlog.Unverified;
import gateway.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of a run, and how much of the log everything that was served must show.
 *
 * <p>The service chooses the checkpoint that it serves before anything is read, and may choose an
 * old one, behind which it could hide what came later. So what a run claims is that checkpoint and
 * no later one, it must not be behind an old one, and what came later must be young.
 */
final class Checkpoints {

  /**
   * Longer than anything takes until it is committed, the erasure of a person included, and than
   * clocks are apart that are set at all: an entry that is older by its own time was there to read.
   */
  private static final Duration OLD = Duration.ofHours(1);

  /** A log in which nothing happens is cosigned anew once an hour (contract §11). */
  private static final Duration STALE = Duration.ofHours(2);

  /** A checkpoint that the log signed, and what a fault calls it. */
  private record Signed(String name, Note note, Checkpoint checkpoint) {

    long size() {
      return checkpoint.size();
    }
  }

  private final Faults faults;
  private final Signed newest;
  private final Optional<Signed> before;
  private final Optional<Signed> old;
  private final Signed claimed;
  private final Optional<Instant> began;
  private final List<String> cosigned = new ArrayList<>();

  private Checkpoints(
      Faults faults,
      Signed newest,
      Optional<Signed> before,
      Optional<Signed> old,
      Optional<Instant> began) {
    this.faults = faults;
    this.newest = newest;
    this.before = before;
    this.old = old;
    this.began = began;
    this.claimed = judged();
  }

  /**
   * Reads them; empty where the newest is none of this log's, so that nothing can be judged.
   *
   * @param since an earlier signed checkpoint, from elsewhere
   */
  static Optional<Checkpoints> of(
      Folder folder, VerifierKey key, Optional<byte[]> since, Faults faults) {
    byte[] note =
        folder
            .read(Folder.CHECKPOINT)
            .orElseThrow(
                () -> new Unable("There is no checkpoint in %s.".formatted(folder.root())));
    var newest = open(Folder.CHECKPOINT, note, key, faults);
    var before =
        folder
            .read(Folder.CHECKPOINT_BEFORE)
            .flatMap(read -> open(Folder.CHECKPOINT_BEFORE, read, key, faults));
    var old = since.flatMap(read -> open("the old checkpoint", read, key, faults));
    var began = folder.read(Folder.BEGAN).flatMap(read -> time(read, faults));
    return newest.map(signed -> new Checkpoints(faults, signed, before, old, began));
  }

  private static Optional<Signed> open(String name, byte[] read, VerifierKey key, Faults faults) {
    try {
      var note = Note.parse(read);
      return Optional.of(new Signed(name, note, Checkpoint.open(note, key.name(), List.of(key))));
    } catch (Unverified | IllegalArgumentException e) {
      faults.add("%s: %s", name, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(byte[] read, Faults faults) {
    try {
      return Optional.of(
          time(Entry.microseconds(new String(read, StandardCharsets.UTF_8).strip())));
    } catch (IllegalArgumentException noTime) {
      faults.add("%s: %s", Folder.BEGAN, noTime.getMessage());
      return Optional.empty();
    }
  }

  /** The largest that there is a right to have shown: never one that is behind an old one. */
  private Signed judged() {
    var shown = before.orElse(newest);
    if (old.isEmpty() || old.get().size() <= shown.size() || old.get().size() > newest.size()) {
      return shown;
    }
    faults.add(
        "%s: has %d entries, and the old checkpoint has %d, so that it was shown again, or is"
            + " older than --since",
        shown.name, shown.size(), old.get().size());
    return old.get();
  }

  /** How many entries there are to read. */
  long size() {
    return Folder.required(newest.size());
  }

  /** What a run verifies: all that this covers, everything that was served must show. */
  Checkpoint claimed() {
    return claimed.checkpoint;
  }

  List<TreeCheck.Known> known() {
    var known = new ArrayList<TreeCheck.Known>();
    old.ifPresent(each -> known.add(new TreeCheck.Known(each.name, each.checkpoint)));
    before.ifPresent(each -> known.add(new TreeCheck.Known(each.name, each.checkpoint)));
    known.add(new TreeCheck.Known(newest.name, newest.checkpoint));
    return known;
  }

  /**
   * Whether what was served must show an entry: it was in the log before anything was read, or is
   * so old by its own time that it was in the store.
   */
  boolean mustBeShown(Entry entry) {
    return entry.index() < claimed.size()
        || began.isPresent() && time(entry.at()).isBefore(began.get().minus(OLD));
  }

  /** Nothing is pruned for months, so that no checkpoint of this run can be behind it. */
  void requireBehind(long pruned) {
    if (claimed.size() < pruned) {
      faults.add(
          "%s: has %d entries, and all before entry %d were pruned",
          claimed.name, claimed.size(), pruned);
    }
  }

  /**
   * Demands each witness's cosignature, and of what is claimed a fresh one: that of a log that was
   * put back to an older state is as old as that state.
   */
  void requireCosigned(List<VerifierKey> witnesses) {
    for (var witness : witnesses) {
      var at = cosignedAt(claimed, witness);
      if (at.isPresent() && began.isPresent() && isStale(at.get(), began.get())) {
        faults.add(
            "%s: was cosigned by %s at %s, and this run began at %s: it is an old one, or a clock"
                + " is wrong",
            claimed.name, witness.name(), at.get(), began.get());
      }
      at.ifPresent(time -> cosigned.add(witness.name() + " at " + time));
      if (!newest.note.equals(claimed.note)) {
        var _ = cosignedAt(newest, witness);
      }
    }
  }

  private Optional<Instant> cosignedAt(Signed signed, VerifierKey witness) {
    try {
      long at = signed.note.verify(List.of(witness)).getFirst().cosignedAt().orElseThrow();
      return Optional.of(Instant.ofEpochSecond(Math.min(at, Instant.MAX.getEpochSecond())));
    } catch (Unverified e) {
      faults.add("%s: not cosigned by %s: %s", signed.name, witness.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isStale(Instant cosigned, Instant began) {
    return Duration.between(cosigned, began).abs().compareTo(STALE) > 0;
  }

  /** What stands behind a run's claim: who cosigned it when, and how much came after it. */
  String postscript() {
    long later = newest.size() - claimed.size();
    return (cosigned.isEmpty() ? "" : ", cosigned by " + String.join(", ", cosigned))
        + (later > 0 ? "; %d entries more came while it was read".formatted(later) : "");
  }

  private static Instant time(long microseconds) {
    return Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
  }
}
