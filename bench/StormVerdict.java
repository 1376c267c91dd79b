import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says whether the logs of a storm's tenants are what its writers were told. It computes the trees
 * by itself, with nothing of the service's own code.
 *
 * <p>Arguments: the database's JDBC address, what {@code Storm} wrote down, a file with lines of
 * TENANT VERIFIER-KEY, and the output of each gateway. Exit 0 when all is true.
 */
final class StormVerdict {

  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int SHOWN = 20;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> faults = new ArrayList<>();
  private final Connection database;

  private StormVerdict(Connection database) {
    this.database = database;
  }

  /** What was signed, and where it was found. */
  private record Signed(String note, String where) {}

  private record Told(String tenant, String id, String what, int status, int least, int most, String requestId,
      String audit, String sequence) {

    static Told of(String line) {
      String[] words = line.split("\t");
      return new Told(words[0], words[1], words[2], Integer.parseInt(words[3]), Integer.parseInt(words[4]),
          Integer.parseInt(words[5]), words[6], words[7], words[8]);
    }
  }

  static void main(String[] args) throws Exception {
    try (var database = DriverManager.getConnection(args[0])) {
      var verdict = new StormVerdict(database);
      verdict.judge(Files.readAllLines(Path.of(args[1])).stream().map(Told::of).toList(),
          Files.readAllLines(Path.of(args[2])), Arrays.stream(args).skip(3).map(Path::of).toList());
      verdict.faults.stream().limit(SHOWN).forEach(fault -> System.out.println("BROKEN: " + fault));
      System.out.println(verdict.faults.isEmpty() ? "verdict: all true" : "verdict: " + verdict.faults.size() + " faults");
      System.exit(verdict.faults.isEmpty() ? 0 : 1);
    }
  }

  private void judge(List<Told> told, List<String> keys, List<Path> outputs) throws Exception {
    none("select 'mark of ' || entry_id || ' left' from log_pending");
    none("select 'entry ' || id || ' without leaf' from history_entry e where not exists "
        + "(select from log_leaf l where l.tenant_id = e.tenant_id and l.entry_id = e.id)");
    none("select 'leaf ' || entry_id || ' without entry' from log_leaf l where not exists "
        + "(select from history_entry e where l.tenant_id = e.tenant_id and l.entry_id = e.id)");
    none("select 'the newest of ' || tenant_id || ' is not signed' from log_head where size <> published_size");
    var printed = printed(outputs);
    var byRequest = new HashMap<String, List<JsonNode>>();
    int leaves = 0;
    int checkpoints = 0;
    int sizes = 0;
    for (String line : keys) {
      String tenant = line.substring(0, line.indexOf(' '));
      var signed = printed.computeIfAbsent(tenant, _ -> new ArrayList<>());
      int lines = signed.size();
      for (var row : rows("select note from log_checkpoint where tenant_id = '" + tenant + "'")) {
        signed.add(new Signed((String) row.getFirst(), "log_checkpoint"));
      }
      if (new HashSet<>(signed.subList(0, lines).stream().map(Signed::note).toList()).size() != lines) {
        faults.add("a checkpoint of " + tenant + " was printed twice");
      }
      var roots = roots(tenant, byRequest);
      leaves += roots.size() - 1;
      checkpoints += signed.size();
      var seen = new TreeMap<Long, String>();
      for (var each : signed) {
        check(each, line.substring(line.indexOf(' ') + 1), roots, seen);
      }
      sizes += seen.size();
    }
    System.out.printf("logs: %d tenants, %d leaves, contiguous; no mark left%n", keys.size(), leaves);
    System.out.printf("checkpoints: %d seen, printed or stored, of %d different sizes: signed, and each the final tree's root at its size%n",
        checkpoints, sizes);
    told(told, byRequest);
  }

  /** Each request has as many leaves as it must have, and no leaf is of no request. */
  private void told(List<Told> told, Map<String, List<JsonNode>> byRequest) {
    int acknowledged = 0;
    int unknown = 0;
    int unknownDone = 0;
    Set<String> asked = new HashSet<>();
    for (var each : told) {
      String key = each.tenant() + " " + each.id();
      asked.add(key);
      var leaves = byRequest.getOrDefault(key, List.of());
      if (each.what().endsWith("unexpected")) {
        faults.add(each + " was not expected");
      }
      if (leaves.size() < each.least() || leaves.size() > each.most()) {
        faults.add(each + " has " + leaves.size() + " leaves");
      }
      if (each.most() > each.least()) {
        unknown++;
        unknownDone += leaves.isEmpty() ? 0 : 1;
      } else {
        acknowledged += each.least();
      }
      for (var leaf : leaves) {
        boolean same = (each.requestId().equals("-") || leaf.path("requestId").asText().equals(each.requestId()))
            && (each.audit().equals("-") || leaf.path("auditId").asText().equals(each.audit()))
            && (each.sequence().equals("-") || leaf.path("sequence").asText().equals(each.sequence()));
        if (!same) {
          faults.add(each + " has the leaf " + leaf);
        }
      }
    }
    byRequest.keySet().stream().filter(key -> !asked.contains(key)).forEach(key -> faults.add("nobody asked for the leaves of " + key));
    System.out.printf("requests: %d; %d acknowledged changes, each with its one leaf; %d without an answer, of which %d were done%n",
        told.size(), acknowledged, unknown, unknownDone);
  }

  /** The checkpoints that left the database in the lines of the gateways, by tenant. */
  private Map<String, List<Signed>> printed(List<Path> outputs) throws IOException {
    var printed = new HashMap<String, List<Signed>>();
    for (var output : outputs) {
      for (String line : Files.readAllLines(output)) {
        if (!line.contains("Checkpoint: ")) {
          continue;
        }
        String message;
        try {
          message = json.readTree(line).path("message").asText();
        } catch (IOException _) {
          continue; // the gateway was killed as it wrote this line
        }
        String note = message.replaceFirst("^Checkpoint: ", "").replace("\\n", "\n");
        String origin = note.lines().findFirst().orElseThrow();
        printed.computeIfAbsent(origin.substring(origin.lastIndexOf('/') + 1), _ -> new ArrayList<>())
            .add(new Signed(note, output.getFileName().toString()));
      }
    }
    return printed;
  }

  private void check(Signed signed, String vkey, List<byte[]> roots, Map<Long, String> seen) throws Exception {
    int end = signed.note().indexOf("\n\n");
    String text = signed.note().substring(0, end + 1);
    String[] lines = text.split("\n");
    long size = Long.parseLong(lines[1]);
    String before = seen.putIfAbsent(size, lines[2]);
    if (before != null && !before.equals(lines[2])) {
      faults.add("two roots of size " + size + " of " + lines[0] + ": " + before + " and " + lines[2]);
    }
    if (size >= roots.size()) {
      faults.add(signed.where() + " has a checkpoint of size " + size + " of " + lines[0] + ", whose log has " + (roots.size() - 1));
    } else if (!Arrays.equals(roots.get((int) size), Base64.getDecoder().decode(lines[2]))) {
      faults.add(signed.where() + " has another root of size " + size + " of " + lines[0]);
    }
    if (signed.note().substring(end + 2).lines().noneMatch(line -> verifies(text, line, vkey))) {
      faults.add(signed.where() + " has a checkpoint of " + lines[0] + " that its key has not signed");
    }
  }

  /** A C2SP verifier key is NAME+HASH+BASE64, a signature line "— NAME BASE64" with four bytes of that hash in front. */
  private static boolean verifies(String text, String line, String vkey) {
    try {
      String[] parts = vkey.split("\\+", 3);
      byte[] key = Base64.getDecoder().decode(parts[2]);
      PublicKey made = KeyFactory.getInstance("Ed25519").generatePublic(
          new X509EncodedKeySpec(joined(ED25519_PREFIX, Arrays.copyOfRange(key, 1, key.length))));
      String[] words = line.split(" ");
      byte[] signature = Base64.getDecoder().decode(words[2]);
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(made);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return words[1].equals(parts[0])
          && HexFormat.of().formatHex(signature, 0, 4).equals(parts[1])
          && verifier.verify(signature, 4, signature.length - 4);
    } catch (Exception e) {
      throw new IllegalStateException(line, e);
    }
  }

  /** The root at each size, from 0; on the way, the leaves by the request that made them. */
  private List<byte[]> roots(String tenant, Map<String, List<JsonNode>> byRequest) throws Exception {
    var roots = new ArrayList<byte[]>();
    roots.add(hash());
    var complete = new ArrayDeque<byte[]>(); // complete subtrees, the smallest first
    long next = 0;
    for (var row : rows("select index, entry_id::text, leaf from log_leaf where tenant_id = '" + tenant + "' order by index")) {
      if ((long) row.getFirst() != next) {
        faults.add("leaf " + next + " of " + tenant + " is missing");
      }
      byte[] leaf = (byte[]) row.get(2);
      var entry = json.readTree(leaf);
      if (!entry.path("id").asText().equals(row.get(1)) || !entry.path("tenantId").asText().equals(tenant)) {
        faults.add("leaf " + next + " of " + tenant + " is of another entry");
      }
      byRequest.computeIfAbsent(tenant + " " + entry.path("clientRequestId").asText(), _ -> new ArrayList<>()).add(entry);
      byte[] hash = hash(new byte[] {0}, leaf);
      for (long pairs = next; (pairs & 1) == 1; pairs >>= 1) {
        hash = hash(new byte[] {1}, complete.pop(), hash);
      }
      complete.push(hash);
      next++;
      byte[] root = null;
      for (byte[] subtree : complete) {
        root = root == null ? subtree : hash(new byte[] {1}, subtree, root);
      }
      roots.add(root);
    }
    return roots;
  }

  private static byte[] hash(byte[]... parts) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private void none(String sql) throws SQLException {
    rows(sql).forEach(row -> faults.add((String) row.getFirst()));
  }

  private List<List<Object>> rows(String sql) throws SQLException {
    var rows = new ArrayList<List<Object>>();
    try (var statement = database.createStatement(); var results = statement.executeQuery(sql)) {
      int columns = results.getMetaData().getColumnCount();
      while (results.next()) {
        var row = new ArrayList<Object>();
        for (int i = 1; i <= columns; i++) {
          row.add(results.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
