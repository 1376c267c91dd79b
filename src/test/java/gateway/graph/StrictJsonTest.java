package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static final StrictJson JSON = new StrictJson(32);
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @Test
  void keeps_every_kind_of_value_as_it_was_sent() throws Exception {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("text", new JsonValue.Text("12"));
    members.put("number", new JsonValue.Num("12"));
    members.put("long", new JsonValue.Num("-0.10E+2"));
    members.put("yes", new JsonValue.Bool(true));
    members.put("no", new JsonValue.Bool(false));
    members.put("nothing", new JsonValue.Null());
    members.put("list", new JsonValue.Arr(List.of(new JsonValue.Num("1"), new JsonValue.Null())));
    members.put("object", new JsonValue.Obj(new LinkedHashMap<>()));

    assertThat(
            read(
                """
                {"text": "12", "number": 12, "long": -0.10E+2, "yes": true, "no": false,
                 "nothing": null, "list": [1, null], "object": {}}
                """))
        .isEqualTo(new JsonValue.Obj(members));
  }

  @Test
  void keeps_the_order_of_names() throws Exception {
    assertThat(read("{\"z\": 1, \"a\": 2, \"m\": 3}").members().sequencedKeySet())
        .containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " \t\r\n{} \t\r\n", "{ }"})
  void reads_an_empty_object(String text) throws Exception {
    assertThat(read(text).members()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\\u0041, A",
    "\\\"\\\\\\/, \"\\/",
    "\\uD83D\\uDE00, 😀",
    "'\u2028', '\u2028'",
    "é, é",
    "'\u007F', '\u007F'",
    "' x ', ' x '",
  })
  void keeps_the_characters_of_a_string(String written, String meant) throws Exception {
    assertThat(read("{\"a\": \"" + written + "\"}").members())
        .containsEntry("a", new JsonValue.Text(meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  void refuses_an_empty_body(String text) {
    assertThat(refusal(text)).hasMessage("The body is empty; a JSON object is expected.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "\"x\"", "null", "true", "[]", "[{}]"})
  void refuses_anything_but_an_object(String text) {
    assertThat(refusal(text)).hasMessage("The JSON text must be an object.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'1'}",
        "{1:1}",
        "{null:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":0x1}",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":undefined}",
        "{\"a\":nul}",
        "{\"a\":truefalse}",
        "{\"a\":1}}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"open}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\u001F\"}",
        "{/* c */}",
        "{} // c",
        "# c\n{}",
        "\u00A0{}",
        "{}\u2028",
        "{\u000B}",
        "{}\u0000",
        "\u0000{}",
      })
  void refuses_malformed_json(String text) {
    assertThat(refusal(text)).hasMessageContaining("not well-formed JSON at line");
  }

  @Test
  void says_where_the_fault_is() {
    assertThat(refusal("{\n  \"a\": oops\n}"))
        .hasMessageStartingWith("The body is not well-formed JSON at line 2, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}[]", "{}1", "{}\n\"x\"", "{}null"})
  void refuses_a_second_value_behind_the_first(String text) {
    assertThat(refusal(text)).hasMessageStartingWith("There is text behind the end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} x", "{},", "{}}", "{}]", "{}:", "{}\uFEFF"})
  void refuses_trailing_text(String text) {
    assertThat(refusal(text)).hasMessageContaining("line 1, column ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1, \"a\": 1} | a",
        "{\"a\": 1, \"b\": 2, \"a\": null} | a",
        "{\"a\": 1, \"\\u0061\": 2} | a",
        "{\"x\": {\"in\": 1, \"in\": 2}} | in",
        "{\"x\": [{\"in\": 1, \"in\": 2}]} | in",
        "{\"@odata.type\": \"t\", \"@odata.type\": \"t\"} | @odata.type",
        "{\"\": 1, \"\": 2} | ''",
      })
  void refuses_a_name_that_stands_twice(String text, String name) {
    assertThat(refusal(text))
        .hasMessageStartingWith(
            "The name '%s' stands twice in one object, at line 1".formatted(name));
  }

  @Test
  void takes_one_name_in_two_objects_and_names_that_differ_in_case() throws Exception {
    assertThat(read("{\"a\": {\"a\": 1}, \"A\": {\"a\": 1}}").members()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"{\"a\":,1,}", "'{\"a\":[','{}',']}'"})
  void reads_32_levels_and_refuses_the_33rd(String open, String inner, String close)
      throws Exception {
    int levelsOfOne = open.contains("[") ? 2 : 1;
    int innerLevels = inner.equals("{}") ? 2 : 0;
    String deepest =
        open.repeat((32 - innerLevels) / levelsOfOne)
            + (innerLevels == 0 ? inner : "{\"a\":" + inner + "}")
            + close.repeat((32 - innerLevels) / levelsOfOne);

    assertThat(read(deepest).members()).hasSize(1);
    assertThat(refusal("{\"a\":" + deepest + "}"))
        .hasMessageStartingWith("The JSON is nested deeper than 32 levels, at line 1, column ");
  }

  @Test
  void refuses_depth_without_recursing_into_it() {
    assertThat(refusal("{\"a\":\n" + "[".repeat(60_000)))
        .hasMessage("The JSON is nested deeper than 32 levels, at line 2, column 32.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EFBBBF7B7D", // a byte order mark
        "FEFF007B007D", // UTF-16 with its mark
        "7B007D00", // UTF-16, little endian
        "007B007D",
        "0000007B0000007D",
      })
  void refuses_a_byte_order_mark_and_other_encodings(String hex) {
    assertThat(refusal(HexFormat.of().parseHex(hex))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF", // never in UTF-8
        "C3", // cut off
        "A9", // a continuation of nothing
        "E28280FF",
        "E282",
        "C0AF", // "/" in two octets
        "C080", // U+0000 in two octets
        "E080AF",
        "F08080AF",
        "EDA0BDEDB880", // CESU-8: a pair of surrogates, three octets each
        "EDA080",
        "EDBFBF",
        "F4908080", // beyond U+10FFFF
        "F8888080AF",
      })
  void refuses_what_is_not_utf_8(String hex) {
    assertThat(refusal(HexFormat.of().parseHex("7B2261223A22" + hex + "227D")))
        .hasMessageStartingWith("The body is not valid UTF-8, at byte ");
    assertThat(refusal(HexFormat.of().parseHex("7B22" + hex + "223A317D")))
        .hasMessageStartingWith("The body is not valid UTF-8, at byte ");
    assertThat(refusal(HexFormat.of().parseHex("7B7D" + hex)))
        .hasMessageStartingWith("The body is not valid UTF-8, at byte ");
  }

  @Test
  void reads_names_and_numbers_as_long_as_the_text() throws Exception {
    String name = "n".repeat(60_000);
    String number = "1".repeat(60_000);

    assertThat(read("{\"%s\": 1, \"b\": -%s.%2$se%2$s}".formatted(name, number)).members())
        .containsEntry(name, new JsonValue.Num("1"))
        .containsEntry("b", new JsonValue.Num("-%1$s.%1$se%1$s".formatted(number)));
  }

  @Test
  void reads_names_that_collide_in_a_hash_table() throws Exception {
    String members =
        IntStream.range(0, 1_024)
            .mapToObj(i -> "\"%s\": %d".formatted(colliding(i), i))
            .collect(Collectors.joining(","));

    assertThat(read("{" + members + "}").members()).hasSize(1_024);
  }

  /** "Aa" and "B@" have one hash under Jackson's function, and so have all their combinations. */
  private static String colliding(int bits) {
    return IntStream.range(0, 10)
        .mapToObj(bit -> (bits >> bit & 1) == 0 ? "Aa" : "B@")
        .collect(Collectors.joining());
  }

  @Test
  void never_repeats_more_of_a_name_than_a_message_holds() {
    String name = "\\u0007😀".repeat(1_000);

    assertThat(refusal("{\"%1$s\": 1, \"%1$s\": 1}".formatted(name)).getMessage())
        .hasSizeLessThan(300)
        .doesNotContain("\u0007");
  }

  @Property(tries = 300)
  void reads_what_jackson_wrote_as_the_same_tree(@ForAll("trees") JsonNode tree) throws Exception {
    String text = JACKSON.writeValueAsString(tree);

    assertThat(tree(read(text))).isEqualTo(JACKSON.readTree(text));
  }

  @Property(tries = 300)
  void accepts_nothing_that_jackson_reads_otherwise(@ForAll("scraps") String text)
      throws Exception {
    JsonValue.Obj object;
    try {
      object = read(text);
    } catch (StrictJson.Malformed refused) {
      return;
    }
    assertThat(tree(object)).isEqualTo(JACKSON.readTree(text));
  }

  @Provide
  static Arbitrary<JsonNode> trees() {
    return members(nodes(3)).map(node -> node);
  }

  /** Texts of JSON's own pieces, of which a good part is JSON. */
  @Provide
  static Arbitrary<String> scraps() {
    var pieces =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"\\u0061\"",
            "1",
            "-0.5e1",
            "true",
            "null",
            " ",
            "{}",
            "\"a\":1",
            "\"b\":[]",
            "\"\\ud83d\"",
            "x");
    var anything = pieces.list().ofMaxSize(8).map(list -> String.join("", list));
    var inside = pieces.list().ofMaxSize(3).map(list -> "{" + String.join("", list) + "}");
    var likely = anything.map(text -> "{\"a\":[1,{\"b\":null}]}" + text);
    return Arbitraries.oneOf(anything, inside, likely);
  }

  private static Arbitrary<JsonNode> nodes(int depth) {
    var leaves =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .map(text -> (JsonNode) JACKSON.getNodeFactory().textNode(wellFormed(text))),
            Arbitraries.longs().map(number -> JACKSON.getNodeFactory().numberNode(number)),
            Arbitraries.doubles().map(number -> JACKSON.getNodeFactory().numberNode(number)),
            Arbitraries.of(true, false).map(yes -> JACKSON.getNodeFactory().booleanNode(yes)),
            Arbitraries.just(JACKSON.getNodeFactory().nullNode()));
    if (depth == 0) {
      return leaves;
    }
    var inner = nodes(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        members(inner),
        inner.list().ofMaxSize(3).map(items -> JACKSON.createArrayNode().addAll(items)));
  }

  private static Arbitrary<JsonNode> members(Arbitrary<JsonNode> values) {
    return Combinators.combine(
            Arbitraries.strings()
                .ofMaxLength(6)
                .map(StrictJsonTest::wellFormed)
                .list()
                .uniqueElements()
                .ofSize(3),
            values.list().ofMaxSize(3))
        .as((names, items) -> {
          var object = JACKSON.createObjectNode();
          for (int i = 0; i < items.size(); i++) {
            object.set(names.get(i), items.get(i));
          }
          return object;
        });
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(JsonValue value) throws Exception {
    return JACKSON.readTree(written(value));
  }

  private static String written(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(var text) -> quoted(text);
      case JsonValue.Num(var literal) -> literal;
      case JsonValue.Bool(var yes) -> String.valueOf(yes);
      case JsonValue.Null _ -> "null";
      case JsonValue.Arr(var items) ->
          items.stream().map(StrictJsonTest::written).collect(Collectors.joining(",", "[", "]"));
      case JsonValue.Obj(var members) ->
          members.entrySet().stream()
              .map(member -> quoted(member.getKey()) + ":" + written(member.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case JsonValue.Source(var text) -> text;
    };
  }

  /** With every character escaped, so that Jackson's own writer has no part in the comparison. */
  private static String quoted(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
  }

  private static JsonValue.Obj read(String text) throws StrictJson.Malformed {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static StrictJson.Malformed refusal(String text) {
    return refusal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static StrictJson.Malformed refusal(byte[] text) {
    return catchThrowableOfType(StrictJson.Malformed.class, () -> JSON.readObject(text));
  }
}
