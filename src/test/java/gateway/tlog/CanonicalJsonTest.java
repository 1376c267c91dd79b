package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @Test
  void sorts_names_by_utf_16_code_units_at_each_level() {
    var inner = JsonValue.Members.of(Map.of("b", whole(2), "a", whole(1), "", whole(0)));
    var members =
        JsonValue.Members.of(
            Map.of(
                "\u20ac", whole(5),
                "\ud83d\ude00", whole(6), // behind U+20AC, before U+FB33, whose code point is lower
                "\ufb33", whole(7),
                "\r", whole(1),
                "1", whole(2),
                "a", inner,
                "\u0080", whole(4),
                "10", whole(3)));

    assertThat(text(members))
        .isEqualTo(
            "{\"\\r\":1,\"1\":2,\"10\":3,\"a\":{\"\":0,\"a\":1,\"b\":2},\"\u0080\":4,\"\u20ac\":5,"
                + "\"\ud83d\ude00\":6,\"\ufb33\":7}");
  }

  @Test
  void escapes_what_json_must_and_nothing_else() {
    var all = new StringBuilder();
    for (char c = 0; c < 0x20; c++) {
      all.append(c);
    }

    assertThat(text(new JsonValue.Characters(all + "\"\\/\u007f\u2028é\ud83d\ude02")))
        .isEqualTo(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b"
                + "\\u001c\\u001d\\u001e\\u001f\\\"\\\\/\u007f\u2028é\ud83d\ude02\"");
  }

  @Test
  void writes_the_other_values() {
    var values =
        List.of(
            JsonValue.Null.NULL,
            new JsonValue.Truth(true),
            new JsonValue.Truth(false),
            whole(0),
            whole(-9_007_199_254_740_991L),
            new JsonValue.Elements(List.of()),
            JsonValue.Members.of(Map.of()),
            new JsonValue.Elements(List.of(new JsonValue.Elements(List.of(whole(1))))));

    assertThat(text(new JsonValue.Elements(values)))
        .isEqualTo("[null,true,false,0,-9007199254740991,[],{},[[1]]]");
  }

  @Test
  void refuses_values_that_have_no_canonical_form() {
    refuses(() -> whole(1L << 53), "a number further than 2^53-1 from 0: 9007199254740992");
    refuses(() -> whole(-(1L << 53)), "a number further than 2^53-1 from 0: -9007199254740992");
    refuses(
        () -> new JsonValue.Characters("a\ud800b"), "a string with half a surrogate pair: 'a?b'");
    refuses(
        () -> JsonValue.Members.of(Map.of("\udc00\ud800", whole(1))),
        "a string with half a surrogate pair: '??'");
  }

  @Test
  void nests_32_deep_and_not_once_more() {
    JsonValue deep = whole(1);
    for (int i = 0; i < 32; i++) {
      deep = new JsonValue.Elements(List.of(deep));
    }
    var deepest = deep;
    var tooDeep = new JsonValue.Elements(List.of(deep));

    assertThat(CanonicalJson.decode(CanonicalJson.encode(deepest))).isEqualTo(deepest);
    refuses(() -> CanonicalJson.encode(tooDeep), "JSON that nests more than 32 deep");
    refuses(
        () -> decode("[".repeat(34) + "]".repeat(34)),
        "JSON, character 34: nests more than 32 deep");
    refuses(() -> decode("[".repeat(60_000)), "JSON, character 34: nests more than 32 deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":2} | JSON that is not in canonical form from byte 2",
        "`[1, 2]` | JSON that is not in canonical form from byte 3",
        "`1 ` | JSON that is not in canonical form from byte 1",
        "` 1` | JSON that is not in canonical form from byte 0",
        "\"\\/\" | JSON that is not in canonical form from byte 1",
        "\"\\u0041\" | JSON that is not in canonical form from byte 1",
        "\"\\u000A\" | JSON that is not in canonical form from byte 2",
        "\"\\u001F\" | JSON that is not in canonical form from byte 6",
        "-0 | JSON that is not in canonical form from byte 0",
        "{\"a\":1,\"a\":1} | JSON, character 13: a name that the object has already: 'a'",
        "1.0 | JSON, character 2: a number that is no integer within 2^53-1 of 0",
        "1e3 | JSON, character 2: a number that is no integer within 2^53-1 of 0",
        "1E3 | JSON, character 2: a number that is no integer within 2^53-1 of 0",
        "12345678901234567 | JSON, character 18: a number that is no integer within 2^53-1 of 0",
        "9007199254740992 | a number further than 2^53-1 from 0: 9007199254740992",
        "\"\\ud800\" | a string with half a surrogate pair: '?'",
        "\"\\udc00\\ud800\" | a string with half a surrogate pair: '??'",
        "01 | JSON, character 3: no JSON value",
        "-01 | JSON, character 4: no JSON value",
        "- | JSON, character 2: no JSON value",
        "+1 | JSON, character 1: no JSON value",
        ".5 | JSON, character 1: no JSON value",
        "NaN | JSON, character 1: no JSON value",
        "nul | JSON, character 1: no JSON value",
        "True | JSON, character 1: no JSON value",
        "`` | JSON, character 1: no JSON value",
        "[1,] | JSON, character 4: no JSON value",
        "[,1] | JSON, character 2: no JSON value",
        "[1 | JSON, character 3: no ']' where one must be",
        "[1} | JSON, character 3: no ']' where one must be",
        "{\"a\":1,} | JSON, character 8: no string",
        "{a:1} | JSON, character 2: no string",
        "{\"a\"} | JSON, character 5: no ':' where one must be",
        "{\"a\":1 | JSON, character 7: no '}' where one must be",
        "1 1 | JSON, character 3: text behind the value",
        "nullx | JSON, character 5: text behind the value",
        "\"a | JSON, character 3: a string that does not end, or a control character in it",
        "\"\\ | JSON, character 4: an escape that JSON does not have",
        "\"\\x41\" | JSON, character 4: an escape that JSON does not have",
        "\"\\u12\" | JSON, character 6: no four hexadecimal digits behind \\u",
        "\"\\u | JSON, character 4: no four hexadecimal digits behind \\u",
        "/**/1 | JSON, character 1: no JSON value",
      })
  void reads_nothing_but_the_canonical_form(String document, String message) {
    refuses(() -> decode(document), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"22ff22", "22c0af22", "22eda08022", "22f4908080", "efbbbf31", "22e282", "ff"})
  void refuses_broken_utf_8_and_a_byte_order_mark(String hex) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> CanonicalJson.decode(HexFormat.of().parseHex(hex)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x09, 0x0a, 0x1f})
  void refuses_a_control_character_in_a_string(int c) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> decode("\"" + (char) c + "\""));
  }

  @Test
  void reads_65_535_bytes_and_not_one_more() {
    assertThat(decode("\"" + "a".repeat(65_533) + "\""))
        .isEqualTo(new JsonValue.Characters("a".repeat(65_533)));
    refuses(() -> decode("\"" + "a".repeat(65_534) + "\""), "JSON: 65536 bytes, of 65535 at most");
  }

  @Property(tries = 2_000)
  void is_what_another_implementation_writes(@ForAll("documents") JsonValue document)
      throws IOException {
    byte[] ours = CanonicalJson.encode(document);

    assertThat(new JsonCanonicalizer(new String(ours, StandardCharsets.UTF_8)).getEncodedUTF8())
        .isEqualTo(ours);
    assertThat(new JsonCanonicalizer(shuffled(document)).getEncodedUTF8()).isEqualTo(ours);
    assertThat(CanonicalJson.decode(ours)).isEqualTo(document);
  }

  @Property(tries = 2_000)
  void what_it_reads_of_changed_bytes_it_writes_the_same(
      @ForAll("documents") JsonValue document,
      @ForAll @IntRange(max = 65_535) int at,
      @ForAll byte value) {
    byte[] bytes = CanonicalJson.encode(document);
    bytes[at % bytes.length] = value;
    JsonValue read;
    try {
      read = CanonicalJson.decode(bytes);
    } catch (Malformed e) {
      return;
    }
    assertThat(CanonicalJson.encode(read)).isEqualTo(bytes);
  }

  /** The same value as another program would write it: backwards, spaced, everything escaped. */
  private static String shuffled(JsonValue value) {
    return switch (value) {
      case JsonValue.Members(var members) -> {
        var backwards = new ArrayList<String>();
        members.forEach(
            (name, member) -> backwards.addFirst(escaped(name) + "\t: " + shuffled(member)));
        yield "{ " + String.join(" ,\r\n", backwards) + " }";
      }
      case JsonValue.Elements(var elements) ->
          "[ "
              + String.join(" , ", elements.stream().map(CanonicalJsonTest::shuffled).toList())
              + " ]";
      case JsonValue.Characters(var characters) -> escaped(characters);
      case JsonValue.Whole _, JsonValue.Truth _, JsonValue.Null _ -> text(value);
    };
  }

  private static String escaped(String characters) {
    var text = new StringBuilder("\"");
    characters.chars().forEach(c -> text.append("\\u%04X".formatted(c)));
    return text.append('"').toString();
  }

  @Provide
  Arbitrary<JsonValue> documents() {
    return document(3);
  }

  private static Arbitrary<JsonValue> document(int depth) {
    var characters = Arbitraries.strings().all().ofMaxLength(12).filter(Text::isUnicode);
    var awkward =
        Arbitraries.strings()
            .withChars(
                '"', '\\', '/', '\b', '\n', '\u0000', '\u001f', '\u007f', 'a', '\u00e9', '\u20ac',
                '\ufb33')
            .ofMaxLength(6);
    var names =
        Arbitraries.oneOf(characters, awkward, Arbitraries.of("\ud83d\ude00", "", "1", "10"));
    Arbitrary<JsonValue> leaves =
        Arbitraries.oneOf(
            names.map(JsonValue.Characters::new),
            Arbitraries.longs()
                .between(-JsonValue.Whole.LARGEST, JsonValue.Whole.LARGEST)
                .map(JsonValue.Whole::new),
            Arbitraries.of(true, false).map(JsonValue.Truth::new),
            Arbitraries.just(JsonValue.Null.NULL));
    if (depth == 0) {
      return leaves;
    }
    var inner = Arbitraries.lazy(() -> Arbitraries.oneOf(leaves, structures(names, depth)));
    return depth == 3 ? structures(names, depth) : inner;
  }

  private static Arbitrary<JsonValue> structures(Arbitrary<String> names, int depth) {
    return Arbitraries.oneOf(
        document(depth - 1).list().ofMaxSize(4).map(JsonValue.Elements::new),
        Arbitraries.maps(names, document(depth - 1)).ofMaxSize(5).map(JsonValue.Members::of));
  }

  private static JsonValue whole(long number) {
    return new JsonValue.Whole(number);
  }

  private static String text(JsonValue value) {
    return new String(CanonicalJson.encode(value), StandardCharsets.UTF_8);
  }

  private static JsonValue decode(String document) {
    return CanonicalJson.decode(document.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuses(ThrowingCallable read, String message) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(read).withMessage(message);
  }
}
