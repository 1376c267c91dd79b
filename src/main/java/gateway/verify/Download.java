package gateway.verify;

import gateway.command.Unable;
import gateway.tlog.Checkpoint;
import gateway.tlog.EntryBundle;
import gateway.tlog.Note;
import gateway.tlog.NoteSignature;
import gateway.tlog.Tile;
import gateway.tlog.TilePath;
import gateway.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes from a service everything that a verification reads. What is not there, is not written. */
final class Download {

  private static final String AUDITS = "/beta/deviceManagement/remoteActionAudits?$format=ndjson";

  /** By name, since openings are given to those alone who name them. */
  private static final String CHANGES =
      "/beta/deviceManagement/remoteActionAuditChanges?$format=ndjson&$select="
          + String.join(
              ",",
              List.of(
                  "id",
                  "auditId",
                  "sequence",
                  "operation",
                  "changedDateTime",
                  "initiatedBy/principalId",
                  "initiatedBy/applicationId",
                  "initiatedBy/userPrincipalName",
                  "initiatedBy/authorization",
                  "requestId",
                  "clientRequestId",
                  "clientAddress",
                  "changes",
                  "erased",
                  "openings"));

  /** Seconds in which every entry must have a checkpoint (contract §11: 10), and some more. */
  private static final int LATEST = 15;

  private final Service service;
  private final String log;
  private final List<VerifierKey> witnesses;
  private final Folder folder;
  private final Progress progress;

  /**
   * @param witnesses whose cosignatures on the checkpoints are waited for
   */
  Download(
      Service service,
      String tenant,
      List<VerifierKey> witnesses,
      Folder folder,
      Progress progress) {
    this.service = service;
    this.log = "/log/" + tenant + "/";
    this.witnesses = witnesses;
    this.folder = folder;
    this.progress = progress;
  }

  void run() {
    folder.write(Folder.BEGAN, Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    // What this covers is what will be claimed, so that it must be cosigned, too.
    folder.write(Folder.CHECKPOINT_BEFORE, covering(0));
    // Between list and changes, so that the changes have every version that an address answers.
    var asking = new Asking(service, progress);
    asking.listed(saved(AUDITS, Folder.AUDITS));
    var changes = saved(CHANGES, Folder.CHANGES);
    asking.deleted(changes);
    folder.write(Folder.SINGLES, asking.answers());
    byte[] checkpoint = covering(changes.count() + gone(Pruned.before(changes)));
    folder.write(Folder.CHECKPOINT, checkpoint);
    long size = size(checkpoint);
    var paths = new ArrayList<TilePath>(Tile.grown(0, size));
    paths.addAll(EntryBundle.grown(0, size));
    long done = 0;
    int missing = 0;
    for (var path : paths) {
      progress.at("files read", done++, paths.size());
      var bytes = service.bytes(log + path.path());
      bytes.ifPresent(found -> folder.write(path.path(), found));
      // Entries may have been pruned; the tiles above them never are.
      if (bytes.isEmpty() && path instanceof Tile && ++missing > Faults.SHOWN) {
        throw new Unable(
            "%s: more than %d of its tiles are not there".formatted(log, Faults.SHOWN));
      }
    }
  }

  /**
   * Waits for a checkpoint that covers what was read, and what was given up before it, and for its
   * cosignatures.
   */
  private byte[] covering(long entries) {
    byte[] checkpoint = checkpoint();
    for (int second = 0;
        second < LATEST && (size(checkpoint) < entries || !isCosigned(checkpoint));
        second++) {
      Service.pause(1);
      checkpoint = checkpoint();
    }
    return checkpoint;
  }

  /**
   * How many entries are not there any more: all that were given up, or fewer where a pruning has
   * not come to its end. They go from the first one on, by whole bundles.
   */
  private long gone(long givenUp) {
    long gone = 0;
    long kept = givenUp / TilePath.FULL;
    while (gone < kept) {
      long between = (gone + kept) / 2;
      var bundle = new EntryBundle(between, TilePath.FULL);
      if (service.bytes(log + bundle.path()).isEmpty()) {
        gone = between + 1;
      } else {
        kept = between;
      }
    }
    return gone * TilePath.FULL;
  }

  /** Whether there is a line of each witness; whether it is true, is not judged here. */
  private boolean isCosigned(byte[] checkpoint) {
    var names = Note.parse(checkpoint).signatures().stream().map(NoteSignature::name).toList();
    return witnesses.stream().map(VerifierKey::name).allMatch(names::contains);
  }

  private byte[] checkpoint() {
    return service
        .bytes(log + Folder.CHECKPOINT)
        .orElseThrow(() ->
            new Unable("%scheckpoint: the tenant's log has no checkpoint yet".formatted(log)));
  }

  private static long size(byte[] checkpoint) {
    try {
      return Folder.required(Checkpoint.parse(Note.parse(checkpoint).text()).size());
    } catch (IllegalArgumentException malformed) {
      throw new Unable("checkpoint", malformed);
    }
  }

  private Lines saved(String address, String file) {
    service.save(address, folder.created(file));
    return folder.lines(file);
  }
}
