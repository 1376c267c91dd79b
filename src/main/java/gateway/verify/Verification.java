package gateway.verify;

import gateway.tlog.VerifierKey;
import java.util.List;
import java.util.Optional;

/** Judges what a folder holds. */
final class Verification {

  private final Folder folder;
  private final VerifierKey key;
  private final List<VerifierKey> witnesses;
  private final Faults faults;
  private final Progress progress;

  /**
   * @param witnesses those who must have cosigned the checkpoints
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
    var checkpoints = Checkpoints.of(folder, key, since, faults);
    var claim = checkpoints.map(this::judged);
    return faults.none() ? claim : Optional.empty();
  }

  private String judged(Checkpoints checkpoints) {
    checkpoints.requireCosigned(witnesses);
    var audits =
        new Audits(
            folder.lines(Folder.AUDITS), new Singles(folder.lines(Folder.SINGLES), faults), faults);
    String tenant = key.name().substring(key.name().lastIndexOf('/') + 1);
    var walk = new LogWalk(folder, tenant, checkpoints, audits, faults);
    walk.run(progress);
    audits.end();
    var claimed = checkpoints.claimed();
    return "verified: %d entries of %d audits%s; log %s, size %d, root %s%s%s%s"
        .formatted(
            claimed.size() - walk.pruned(),
            audits.shown(),
            walk.pruned() > 0
                ? ", from entry %d on; those before it were pruned".formatted(walk.pruned())
                : "",
            claimed.origin(),
            claimed.size(),
            claimed.root(),
            walk.newest().map(", newest entry "::concat).orElse(""),
            walk.epochs(),
            checkpoints.postscript());
  }
}
