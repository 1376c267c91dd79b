package gateway.verify;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.TestWitness;
import gateway.tlog.CanonicalJson;
import gateway.tlog.Checkpoint;
import gateway.tlog.EntryBundle;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.JsonValue;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import gateway.tlog.Tile;
import gateway.tlog.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A folder as {@code verify --save} writes it, of a log that is made up entry by entry and signed:
 * what no service would write, be it the entries of a service that lies.
 */
final class SavedFolder {

  private static final UUID TENANT = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Folder folder;
  private final LogSigner signer =
      new LogSigner("log.example.org/" + TENANT, SecretKey.ofPem(TestWitness.pem()));
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<Hash> roots = new ArrayList<>();
  private final GrowingTree tree;
  private final Map<String, String> changes = new LinkedHashMap<>();
  private final Map<String, String> audits = new TreeMap<>();
  private final Map<String, String> singles = new TreeMap<>();

  SavedFolder(Path path) {
    this.folder = new Folder(path);
    this.tree = GrowingTree.empty(this::write);
    roots.add(tree.root());
  }

  /** What a change says: a property, the value before, the value after; an empty one is null. */
  static String[] change(String property, String before, String after) {
    return new String[] {property, before, after};
  }

  /** Appends an entry, which is served among the changes as it is; gives its index. */
  @CanIgnoreReturnValue
  long entry(String audit, long sequence, String operation, String[]... changed) {
    var id = new UUID(7, leaves.size()).toString();
    var at = BEGIN.plusSeconds(leaves.size()).toString().replace("Z", ".000000Z");
    var listed = new ArrayList<JsonValue>();
    for (String[] each : changed) {
      listed.add(
          JsonValue.Members.of(
              Map.of("property", text(each[0]), "before", text(each[1]), "after", text(each[2]))));
    }
    var leaf =
        new LinkedHashMap<String, JsonValue>(
            Map.of(
                "v", new JsonValue.Whole(1),
                "tenantId", text(TENANT.toString()),
                "id", text(id),
                "operation", text(operation),
                "at", text(at),
                "changes", new JsonValue.Elements(listed)));
    var served =
        new LinkedHashMap<String, JsonValue>(
            Map.of(
                "id", text(id),
                "operation", text(operation),
                "changedDateTime", text(at),
                "changes", new JsonValue.Elements(listed)));
    if (!audit.isEmpty()) {
      for (var members : List.of(leaf, served)) {
        members.put("auditId", text(audit));
        members.put("sequence", new JsonValue.Whole(sequence));
      }
    }
    byte[] bytes = CanonicalJson.encode(JsonValue.Members.of(leaf));
    changes.put(id, line(served));
    leaves.add(bytes);
    tree.append(bytes);
    roots.add(tree.root());
    return leaves.size() - 1L;
  }

  /** Serves an audit in the list, with its id and what else it says. */
  @CanIgnoreReturnValue
  SavedFolder listed(String audit, long version, String more) {
    audits.put(audit, served(audit, version, more));
    return this;
  }

  /** Serves a listed audit at its own address. */
  @CanIgnoreReturnValue
  SavedFolder answered(String audit, long version, String more) {
    singles.put(
        audit,
        "{\"audit\":%s,\"id\":\"%s\",\"listed\":true,\"status\":200}"
            .formatted(served(audit, version, more), audit));
    return this;
  }

  private static String served(String audit, long version, String more) {
    return "{\"@odata.etag\":\"W/\\\"%d\\\"\",\"id\":\"%s\"%s}".formatted(version, audit, more);
  }

  /** The root of the first leaves. */
  String root(int size) {
    return roots.get(size).toString();
  }

  /**
   * Writes it all and has it judged.
   *
   * @param pruned how many entries are gone, whole bundles of them
   * @param before the size of the checkpoint that was served first
   */
  String judged(int pruned, int before) {
    for (var bundle : EntryBundle.grown(pruned, leaves.size())) {
      int first = (int) bundle.index() * TilePath.FULL;
      folder.write(
          bundle.path(), EntryBundle.encode(leaves.subList(first, first + bundle.width())));
    }
    tree.writePartialTiles(this::write);
    for (long i = 0; i < pruned; i++) {
      var _ = changes.remove(new UUID(7, i).toString());
    }
    write(Folder.CHANGES, String.join("\n", changes.values()));
    write(Folder.AUDITS, String.join("\n", audits.values()));
    write(Folder.SINGLES, String.join("\n", singles.values()));
    write(Folder.CHECKPOINT, signed(leaves.size()));
    write(Folder.CHECKPOINT_BEFORE, signed(before));
    return run();
  }

  private String run() {
    var out = new ByteArrayOutputStream();
    int exit =
        VerifyCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            "--dir",
            folder.root().toString(),
            "--key",
            signer.verifierKey().toString());
    return exit + " " + out.toString(StandardCharsets.UTF_8);
  }

  private String signed(int size) {
    return signer
        .sign(Checkpoint.of(signer.verifierKey().name(), size, roots.get(size)))
        .toString();
  }

  private void write(Tile tile, byte[] hashes) {
    folder.write(tile.path(), hashes);
  }

  private void write(String file, String text) {
    folder.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonValue text(String text) {
    return text.isEmpty() ? JsonValue.Null.NULL : new JsonValue.Characters(text);
  }

  private static String line(Map<String, JsonValue> members) {
    return new String(CanonicalJson.encode(JsonValue.Members.of(members)), StandardCharsets.UTF_8);
  }
}
