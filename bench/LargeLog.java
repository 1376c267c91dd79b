import static java.nio.charset.StandardCharsets.UTF_8;

import gateway.tlog.CanonicalJson;
import gateway.tlog.Checkpoint;
import gateway.tlog.EntryBundle;
import gateway.tlog.GrowingTree;
import gateway.tlog.JsonValue;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import gateway.tlog.Tile;
import gateway.tlog.TilePath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes the folder that {@code verify --save} would have written of a large log, so that {@code
 * verify --dir} can be measured: contract §11 written down a second time. Audits are created and
 * then change side by side; of twenty, five change once more and one is deleted.
 *
 * <p>Arguments: the folder, and how many entries. The key to verify with goes into its file {@code
 * key}.
 */
final class LargeLog {

  private static final String ORIGIN = "log.example.org/";
  private static final UUID TENANT = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final long BETWEEN_MICROSECONDS = 25_000_000;
  private static final int SIDE_BY_SIDE = 1_000;
  private static final List<String> ORDER =
      List.of(
          "id", "deviceDisplayName", "userName", "initiatedByUserPrincipalName", "action", "requestDateTime",
          "deviceOwnerUserPrincipalName", "deviceIMEI", "actionState", "managedDeviceId", "deviceActionCategory");
  private static final List<String> PERSONAL =
      List.of("deviceDisplayName", "userName", "initiatedByUserPrincipalName", "deviceOwnerUserPrincipalName", "deviceIMEI");

  /** One audit, as its entries have made it. */
  private static final class Audit {
    final String id;
    final TreeMap<String, String> values = new TreeMap<>();
    long sequence;
    boolean deleted;

    Audit(String id) {
      this.id = id;
    }
  }

  private final Path folder;
  private final long entries;
  private final SecureRandom random = new SecureRandom();
  private final MessageDigest sha256;
  private final OutputStream audits;
  private final OutputStream changes;
  private final List<byte[]> bundle = new ArrayList<>();
  private final GrowingTree tree = GrowingTree.empty(this::write);
  private final Base64.Encoder base64Url = Base64.getUrlEncoder().withoutPadding();
  private long made;

  private LargeLog(Path folder, long entries) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.entries = entries;
    this.sha256 = MessageDigest.getInstance("SHA-256");
    this.audits = new BufferedOutputStream(Files.newOutputStream(folder.resolve("audits.ndjson")), 1 << 20);
    this.changes = new BufferedOutputStream(Files.newOutputStream(folder.resolve("changes.ndjson")), 1 << 20);
  }

  static void main(String[] args) throws Exception {
    new LargeLog(Path.of(args[0]), Long.parseLong(args[1])).write();
  }

  private void write() throws Exception {
    for (int block = 0; tree.size() < entries; block++) {
      var side = new ArrayList<Audit>();
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        side.add(new Audit(new UUID(0x019b_0000_0000_7000L + made++, random.nextLong()).toString()));
      }
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < SIDE_BY_SIDE && tree.size() < entries; i++) {
          step(side.get(i), round, i);
        }
      }
      for (var audit : side) {
        if (audit.sequence > 0 && !audit.deleted) {
          audits.write(served(audit).getBytes(UTF_8));
        }
      }
    }
    tree.writePartialTiles(this::write);
    writeBundle();
    audits.close();
    changes.close();
    Files.write(folder.resolve("singles.ndjson"), new byte[0]);
    sign();
  }

  private void step(Audit audit, int round, int number) throws IOException {
    var after = new TreeMap<String, String>();
    switch (round) {
      case 0 -> {
        after.put("id", audit.id);
        after.put("deviceDisplayName", "LAPTOP-" + number + "-" + made);
        after.put("userName", "user" + number + "@contoso.example");
        after.put("initiatedByUserPrincipalName", "admin" + number % 7 + "@contoso.example");
        after.put("action", number % 3 == 0 ? "remoteLock" : "factoryReset");
        after.put("requestDateTime", at(tree.size()).substring(0, 19) + "Z");
        after.put("deviceOwnerUserPrincipalName", "owner" + number + "@contoso.example");
        after.put("deviceIMEI", "35" + (1_000_000_000_000L + made * 1000 + number));
        after.put("actionState", "pending");
        after.put("managedDeviceId", UUID.nameUUIDFromBytes((made + "/" + number).getBytes(UTF_8)).toString());
        after.put("deviceActionCategory", "single");
      }
      case 1 -> after.put("actionState", "active");
      case 2 -> after.put("actionState", number % 9 == 0 ? "failed" : "done");
      case 3 -> {
        if (number % 4 == 0) {
          after.put("deviceDisplayName", "RENAMED-" + number);
          after.put("userName", "other" + number + "@contoso.example");
        }
      }
      default -> {
        if (number % 20 == 7) {
          audit.values.keySet().forEach(name -> after.put(name, null));
          audit.deleted = true;
        }
      }
    }
    if (audit.sequence == 0 && round > 0 || after.isEmpty()) {
      return;
    }
    entry(audit, round == 0 ? "create" : audit.deleted ? "delete" : "update", after);
    audit.values.putAll(after);
  }

  private void entry(Audit audit, String operation, Map<String, String> after) throws IOException {
    audit.sequence++;
    var openings = new ArrayList<String>();
    var leaf = new TreeMap<String, JsonValue>();
    var requestId = new UUID(random.nextLong(), random.nextLong()).toString();
    var id = new UUID(0x019b_0000_0000_7000L + tree.size(), random.nextLong()).toString();
    var initiator = "admin" + tree.size() % 7 + "@contoso.example";
    var principal = new UUID(7, tree.size() % 7).toString();
    var application = new UUID(3, 3).toString();
    leaf.put("v", new JsonValue.Whole(1));
    leaf.put("tenantId", text(TENANT.toString()));
    leaf.put("id", text(id));
    leaf.put("auditId", text(audit.id));
    leaf.put("sequence", new JsonValue.Whole(audit.sequence));
    leaf.put("operation", text(operation));
    leaf.put("at", text(at(tree.size())));
    leaf.put("principalId", text(principal));
    leaf.put("applicationId", text(application));
    leaf.put("authorization", text("delegated"));
    leaf.put("userPrincipalName", commitment("/userPrincipalName", initiator, openings));
    leaf.put("requestId", text(requestId));
    leaf.put("clientRequestId", text(requestId));
    leaf.put("clientAddress", commitment("/clientAddress", "192.0.2.17", openings));
    var inLeaf = new ArrayList<JsonValue>();
    var served = new ArrayList<String>();
    for (String name : ORDER) {
      if (after.containsKey(name)) {
        String before = audit.values.get(name);
        String value = after.get(name);
        String path = "/changes/" + inLeaf.size();
        boolean personal = PERSONAL.contains(name);
        inLeaf.add(
            JsonValue.Members.of(
                Map.of(
                    "property", text(name),
                    "before", personal ? commitment(path + "/before", before, openings) : text(before),
                    "after", personal ? commitment(path + "/after", value, openings) : text(value))));
        served.add("{\"property\":\"%s\",\"before\":%s,\"after\":%s}".formatted(name, json(before), json(value)));
      }
    }
    leaf.put("changes", new JsonValue.Elements(inLeaf));
    changes.write(
        ("{\"id\":\"" + id + "\",\"auditId\":\"" + audit.id + "\",\"sequence\":" + audit.sequence + ",\"operation\":\"" + operation
                + "\",\"changedDateTime\":\"" + at(tree.size()) + "\",\"initiatedBy\":{\"principalId\":\"" + principal
                + "\",\"applicationId\":\"" + application + "\",\"userPrincipalName\":\"" + initiator
                + "\",\"authorization\":\"delegated\"},\"requestId\":\"" + requestId + "\",\"clientRequestId\":\"" + requestId
                + "\",\"clientAddress\":\"192.0.2.17\",\"changes\":[" + String.join(",", served) + "],\"erased\":[],\"openings\":["
                + String.join(",", openings) + "]}\n")
            .getBytes(UTF_8));
    byte[] bytes = CanonicalJson.encode(new JsonValue.Members(leaf));
    tree.append(bytes);
    bundle.add(bytes);
    if (bundle.size() == TilePath.FULL) {
      writeBundle();
    }
  }

  private JsonValue commitment(String path, String value, List<String> openings) {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    sha256.update(salt);
    openings.add("{\"path\":\"%s\",\"salt\":\"%s\"}".formatted(path, base64Url.encodeToString(salt)));
    return JsonValue.Members.of(
        Map.of("c", text(base64Url.encodeToString(sha256.digest(CanonicalJson.encode(text(value)))))));
  }

  private static String served(Audit audit) {
    var line =
        new StringBuilder("{\"@odata.type\":\"#microsoft.graph.remoteActionAudit\",\"@odata.etag\":\"W/\\\"")
            .append(audit.sequence)
            .append("\\\"\"");
    ORDER.forEach(name -> line.append(",\"").append(name).append("\":").append(json(audit.values.get(name))));
    return line.append(",\"bulkDeviceActionId\":null}\n").toString();
  }

  private static String json(String value) {
    return value == null ? "null" : '"' + value + '"';
  }

  private static JsonValue text(String value) {
    return value == null ? JsonValue.Null.NULL : new JsonValue.Characters(value);
  }

  /** Every entry is later than the one before, with six digits. */
  private static String at(long entry) {
    return "%sZ"
        .formatted(BEGIN.plusNanos(1000 * (entry * BETWEEN_MICROSECONDS % 9_000_000_000_000_000L + 1)).toString().substring(0, 26));
  }

  private void write(Tile tile, byte[] hashes) {
    write(tile.path(), hashes);
  }

  private void writeBundle() {
    if (!bundle.isEmpty()) {
      long index = (tree.size() - 1) / TilePath.FULL;
      write(new EntryBundle(index, bundle.size()).path(), EntryBundle.encode(bundle));
      bundle.clear();
    }
  }

  private void write(String path, byte[] bytes) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sign() throws Exception {
    var secret = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    var pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(Base64.getEncoder().encodeToString(secret));
    var signer = new LogSigner(ORIGIN + TENANT, SecretKey.ofPem(pem));
    var note = signer.sign(Checkpoint.of(ORIGIN + TENANT, tree.size(), tree.root()));
    for (String name : List.of("checkpoint", "checkpoint-before")) {
      Files.writeString(folder.resolve(name), note.toString());
    }
    Files.writeString(folder.resolve("key"), signer.verifierKey() + "\n");
  }
}
