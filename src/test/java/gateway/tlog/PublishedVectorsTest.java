package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The test vectors that others publish, where a person has them on disk: {@code
 * -Dtlog.vectors=DIR}, with a copy of each repository's folder in DIR as {@code owner+name}. They
 * are not part of this project. Each is counted, so that none is missed.
 */
@EnabledIfSystemProperty(named = "tlog.vectors", matches = ".+")
class PublishedVectorsTest {

  private static final Path VECTORS = Path.of(System.getProperty("tlog.vectors", ""));
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** transparency-dev/merkle: 98 of inclusion. */
  @Test
  void inclusion() throws IOException {
    assertThat(
            agreeing(
                "inclusion",
                vector ->
                    isLong(vector, "leafIdx", "treeSize")
                        && includes(vector, number(vector, "leafIdx"), number(vector, "treeSize"))))
        .isEqualTo(98);
  }

  /** transparency-dev/merkle: 98 of consistency. */
  @Test
  void consistency() throws IOException {
    assertThat(
            agreeing(
                "consistency",
                vector ->
                    isLong(vector, "size1", "size2")
                        && continues(vector, number(vector, "size1"), number(vector, "size2"))))
        .isEqualTo(98);
  }

  /** transparency-dev/merkle: 204 of inclusion in a subtree, which is a tree of its own. */
  @Test
  void subtree_inclusion() throws IOException {
    assertThat(
            agreeing(
                "subtreeinclusion",
                vector -> {
                  if (!isLong(vector, "leafIdx", "start", "end")) {
                    return false;
                  }
                  long start = number(vector, "start");
                  long size = number(vector, "end") - start;
                  return isSubtree(start, size)
                      && includes(vector, number(vector, "leafIdx") - start, size);
                }))
        .isEqualTo(204);
  }

  /** transparency-dev/merkle: the 91 of 118 subtrees that are the beginning of a tree. */
  @Test
  void subtree_consistency_from_the_beginning() throws IOException {
    assertThat(
            agreeing(
                "subtreeconsistency",
                vector ->
                    isLong(vector, "end", "size")
                        && continues(vector, number(vector, "end"), number(vector, "size")),
                vector ->
                    vector.get("start").asInt() == 0 && !vector.get("end").asText().equals("0")))
        .isEqualTo(91);
  }

  /** C2SP/wycheproof: 151 of Ed25519. */
  @Test
  void ed25519() throws IOException {
    var file = read(VECTORS.resolve("C2SP+wycheproof/testvectors_v1/ed25519_test.json"));
    int run = 0;
    for (var group : file.get("testGroups")) {
      var key = Ed25519.publicKey(hex(group.get("publicKey").get("pk")), "vector");
      for (var vector : group.get("tests")) {
        assertThat(Ed25519.verify(key, hex(vector.get("msg")), hex(vector.get("sig"))))
            .describedAs("%s", vector)
            .isEqualTo(vector.get("result").asText().equals("valid"));
        run++;
      }
    }
    assertThat(run).isEqualTo(151).isEqualTo(file.get("numberOfTests").asInt());
  }

  /** cyberphone/json-canonicalization: the 4 of 6 documents without fractions. */
  @ParameterizedTest
  @CsvSource({"arrays", "french", "unicode", "weird"})
  void canonical_json(String name) throws IOException {
    var folder = VECTORS.resolve("cyberphone+json-canonicalization/testdata");
    var document = new JsonReader(Files.readAllBytes(folder.resolve("input/" + name + ".json")));

    assertThat(CanonicalJson.encode(document.document()))
        .isEqualTo(Files.readAllBytes(folder.resolve("output/" + name + ".json")));
  }

  /** The other 2, without the numbers that this project's documents cannot have. */
  @ParameterizedTest
  @CsvSource({
    "structures, 56.0, 56, 56",
    "values, '333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001', 1, "
        + "'333333333.3333333,1e+30,4.5,0.002,1e-27'"
  })
  void canonical_json_but_for_fractions(String name, String numbers, String instead, String written)
      throws IOException {
    var folder = VECTORS.resolve("cyberphone+json-canonicalization/testdata");
    var input = Files.readString(folder.resolve("input/" + name + ".json"));
    var output = Files.readString(folder.resolve("output/" + name + ".json"));
    assertThat(input).contains(numbers);
    assertThat(output).contains(written);

    var document = new JsonReader(Text.encode(input.replace(numbers, instead))).document();
    assertThat(CanonicalJson.encode(document))
        .isEqualTo(Text.encode(output.replace(written, instead)));
  }

  /** The example of C2SP signed-note: a verifier key, and the note it verifies. */
  @Test
  void signed_note() throws IOException {
    var text = Files.readString(VECTORS.resolve("C2SP+C2SP/signed-note.md"));
    var example = text.substring(text.indexOf("The following verifier key"));
    var key = VerifierKey.parse(example.split("\n")[2].strip());
    var note = Note.parse(Text.encode(example.split("```\n")[1]));

    assertThat(note.verify(List.of(key))).hasSize(1);
    assertThat(note.text()).isEqualTo("This is an example message.\n");
  }

  /** The examples of C2SP tlog-cosignature and tlog-witness, of which no keys are published. */
  @Test
  void checkpoint_and_add_checkpoint() throws IOException {
    var cosigned = Files.readString(VECTORS.resolve("C2SP+C2SP/tlog-cosignature.md"));
    var note = Note.parse(Text.encode(cosigned.split("```\n")[1]));
    assertThat(note.signatures()).hasSize(2);
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(20_852_163);

    var protocol = Files.readString(VECTORS.resolve("C2SP+C2SP/tlog-witness.md"));
    int start = protocol.indexOf("    old 20852014\n");
    var body =
        protocol.substring(start, protocol.indexOf("\n\nThe witness MUST verify", start) + 1);
    var request = AddCheckpoint.parse(Text.encode(body.replace("    ", "")));
    assertThat(request.from()).isEqualTo(20_852_014);
    assertThat(request.hashes()).hasSize(4);
    assertThat(request.checkpoint().signatures()).hasSize(2);
  }

  private static boolean includes(JsonNode vector, long index, long size) {
    try {
      return new InclusionProof(index, size, hashes(vector))
          .proves(hash(vector.get("leafHash")), hash(vector.get("root")));
    } catch (Malformed e) {
      return false;
    }
  }

  /**
   * They call a proof from the tree without leaves an error, since it proves nothing; here, and in
   * C2SP tlog-witness, it is empty and true.
   */
  private static boolean continues(JsonNode vector, long from, long to) {
    try {
      return (from > 0 || to == 0)
          && new ConsistencyProof(from, to, hashes(vector))
              .proves(hash(vector.get("root1")), hash(vector.get("root2")));
    } catch (Malformed e) {
      return false;
    }
  }

  private static boolean isSubtree(long start, long size) {
    return size > 0
        && Long.numberOfTrailingZeros(start) >= Long.SIZE - Long.numberOfLeadingZeros(size - 1);
  }

  private static int agreeing(String folder, Predicate<JsonNode> verified) throws IOException {
    return agreeing(folder, verified, _ -> true);
  }

  private static int agreeing(
      String folder, Predicate<JsonNode> verified, Predicate<JsonNode> chosen) throws IOException {
    int run = 0;
    try (var files = Files.walk(VECTORS.resolve("transparency-dev+merkle/testdata/" + folder))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var vector = read(file);
        if (chosen.test(vector)) {
          assertThat(verified.test(vector))
              .describedAs("%s: %s", file, vector)
              .isEqualTo(!vector.get("wantErr").asBoolean());
          run++;
        }
      }
    }
    return run;
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  /** Numbers above 2^63-1 are no sizes here, and every vector with one is to be refused. */
  private static boolean isLong(JsonNode vector, String... names) {
    return Arrays.stream(names)
        .allMatch(name -> vector.get(name).bigIntegerValue().compareTo(LARGEST) <= 0);
  }

  private static long number(JsonNode vector, String name) {
    return vector.get(name).longValue();
  }

  private static List<Hash> hashes(JsonNode vector) {
    return StreamSupport.stream(vector.get("proof").spliterator(), false)
        .map(PublishedVectorsTest::hash)
        .toList();
  }

  /** Where its value does not matter some vectors have a few words for a hash; theirs stands in. */
  private static Hash hash(JsonNode base64) {
    byte[] bytes = Base64.getDecoder().decode(base64.asText(""));
    boolean matters = bytes.length == Hash.BYTES || bytes.length == 0;
    return matters ? Hash.of(bytes) : new MerkleHasher().leaf(bytes);
  }

  private static byte[] hex(JsonNode digits) {
    return HexFormat.of().parseHex(digits.asText());
  }
}
