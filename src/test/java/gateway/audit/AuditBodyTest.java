package gateway.audit;

import static gateway.audit.AuditProperty.ACTION;
import static gateway.audit.AuditProperty.ACTION_STATE;
import static gateway.audit.AuditProperty.DEVICE_ACTION_CATEGORY;
import static gateway.audit.AuditProperty.DEVICE_DISPLAY_NAME;
import static gateway.audit.AuditProperty.REQUEST_DATE_TIME;
import static gateway.audit.AuditProperty.USER_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.ErrorCode;
import gateway.graph.Fault;
import gateway.graph.Problem;
import gateway.odata.DateTimeOffset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditBodyTest {

  private static final EvolvableEnums EXPOSED = new EvolvableEnums(false, false);
  private static final EvolvableEnums MASKED = new EvolvableEnums(true, true);
  private static final EvolvableEnums UNMASKED = new EvolvableEnums(false, true);

  private static final String REQUIRED =
      "\"action\": \"factoryReset\", \"requestDateTime\": \"2017-01-01T00:03:07Z\"";

  /** The request of Microsoft's page "Update remoteActionAudit", byte for byte. */
  private static final String REFERENCE =
      """
      {
        "@odata.type": "#microsoft.graph.remoteActionAudit",
        "deviceDisplayName": "Device Display Name value",
        "userName": "User Name value",
        "initiatedByUserPrincipalName": "Initiated By User Principal Name value",
        "action": "factoryReset",
        "requestDateTime": "2017-01-01T00:03:07.1589002-08:00",
        "deviceOwnerUserPrincipalName": "Device Owner User Principal Name value",
        "deviceIMEI": "Device IMEI value",
        "actionState": "pending",
        "managedDeviceId": "Managed Device Id value"
      }\
      """;

  private static final Map<AuditProperty, Value> REFERENCE_VALUES =
      Map.of(
          DEVICE_DISPLAY_NAME,
          new Value.Text("Device Display Name value"),
          USER_NAME,
          new Value.Text("User Name value"),
          AuditProperty.INITIATED_BY_USER_PRINCIPAL_NAME,
          new Value.Text("Initiated By User Principal Name value"),
          ACTION,
          member(Enumeration.REMOTE_ACTION, "factoryReset"),
          REQUEST_DATE_TIME,
          instant("2017-01-01T00:03:07.1589002-08:00"),
          AuditProperty.DEVICE_OWNER_USER_PRINCIPAL_NAME,
          new Value.Text("Device Owner User Principal Name value"),
          AuditProperty.DEVICE_IMEI,
          new Value.Text("Device IMEI value"),
          ACTION_STATE,
          member(Enumeration.ACTION_STATE, "pending"),
          AuditProperty.MANAGED_DEVICE_ID,
          new Value.Text("Managed Device Id value"));

  // What is read

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void reads_the_request_of_the_reference_page(String newline) {
    String sent = REFERENCE.replace("\n", newline);

    assertThat(update(sent).values()).isEqualTo(REFERENCE_VALUES);
    assertThat(create(sent).values())
        .containsAllEntriesOf(REFERENCE_VALUES)
        .containsEntry(DEVICE_ACTION_CATEGORY, member(Enumeration.DEVICE_ACTION_CATEGORY, "single"))
        .hasSize(10);
  }

  @Test
  void tells_absent_from_null_from_a_value() {
    var body = update("{\"userName\": null, \"deviceDisplayName\": \"\"}");

    assertThat(body.values())
        .isEqualTo(Map.of(USER_NAME, Value.Null.NULL, DEVICE_DISPLAY_NAME, new Value.Text("")));
  }

  @Test
  void reads_an_empty_update() {
    assertThat(update("{}").values()).isEmpty();
  }

  @Test
  void fills_in_the_defaults_of_a_creation_and_nothing_else() {
    assertThat(create("{" + REQUIRED + "}").values())
        .isEqualTo(
            Map.of(
                ACTION, member(Enumeration.REMOTE_ACTION, "factoryReset"),
                REQUEST_DATE_TIME, instant("2017-01-01T00:03:07Z"),
                ACTION_STATE, member(Enumeration.ACTION_STATE, "pending"),
                DEVICE_ACTION_CATEGORY, member(Enumeration.DEVICE_ACTION_CATEGORY, "single")));
  }

  @Test
  void takes_what_a_creation_says_before_the_defaults() {
    assertThat(
            create("{" + REQUIRED + ", \"actionState\": \"done\", \"deviceActionCategory\": \"1\"}")
                .values())
        .containsEntry(ACTION_STATE, member(Enumeration.ACTION_STATE, "done"))
        .containsEntry(DEVICE_ACTION_CATEGORY, member(Enumeration.DEVICE_ACTION_CATEGORY, "bulk"));
  }

  @Test
  void fills_in_nothing_in_an_update() {
    assertThat(update("{\"userName\": \"a\"}").values()).containsOnlyKeys(USER_NAME);
  }

  @Test
  void asks_a_creation_for_action_and_date() {
    assertThat(faults(() -> create("{}")))
        .containsExactly(
            new Fault("action", "The property 'action' is required."),
            new Fault("requestDateTime", "The property 'requestDateTime' is required."));
    assertThat(fault(() -> create("{\"action\": \"delete\"}")).target())
        .isEqualTo("requestDateTime");
  }

  // The body as JSON

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "[{}]",
        "\"text\"",
        "12",
        "null",
        "true",
        "{}{}",
        "{} x",
        "{},",
        "{\"userName\": }",
        "{\"userName\": \"a\",}",
        "{'userName': 'a'}",
        "{userName: \"a\"}",
        "{\"userName\": NaN}",
        "\uFEFF{}",
        "{\"userName\": \"a\nb\"}",
        "{\"userName\": \"\\x41\"}",
        "{} // no comments",
      })
  void refuses_what_is_no_json_object(String text) {
    assertThat(refusal(() -> update(text)).target()).isEmpty();
    assertThat(refusal(() -> create(text)).details()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"userName\": \"a\", \"userName\": \"a\"}`, userName",
        "`{\"@odata.type\": \"#x\", \"@odata.type\": \"#x\"}`, @odata.type",
        "`{\"x@y\": {\"in\": 1, \"in\": 2}}`, in",
        "`{\"userName\": [{\"in\": 1, \"in\": 2}]}`, in",
      })
  void refuses_a_name_that_stands_twice(String text, String name) {
    assertThat(refusal(() -> update(text))).hasMessageContaining("'" + name + "' stands twice");
  }

  @Test
  void reads_32_levels_and_refuses_the_33rd() {
    String value = "[".repeat(31) + "]".repeat(31);

    assertThat(update("{\"x@y\": " + value + "}").values()).isEmpty();
    assertThat(refusal(() -> update("{\"x@y\": [" + value + "]}")))
        .hasMessage("The JSON is nested deeper than 32 levels, at line 1, column 40.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FF", "C3", "C080", "E080AF", "EDA0BDEDB880", "EDA080", "F4908080"})
  void refuses_what_is_not_utf_8(String hex) {
    byte[] text = HexFormat.of().parseHex("7B22757365724E616D65223A22" + hex + "227D");

    assertThat(refusal(() -> AuditBody.ofUpdate(text, EXPOSED)))
        .hasMessage("The body is not valid UTF-8, at byte 14.");
  }

  // Types and names

  static Stream<AuditProperty> writable() {
    return AuditProperty.WRITABLE.stream();
  }

  @ParameterizedTest
  @MethodSource("writable")
  void coerces_nothing_into_a_string(AuditProperty property) {
    for (String value :
        List.of("12", "0", "1.5", "true", "false", "{}", "[]", "[\"a\"]", "{\"a\": 1}")) {
      var fault = fault(() -> update("{\"%s\": %s}".formatted(property.wireName(), value)));

      assertThat(fault.target()).isEqualTo(property.wireName());
      assertThat(fault.message())
          .startsWith("The property '%s' must be a string".formatted(property.wireName()));
    }
  }

  @ParameterizedTest
  @MethodSource("writable")
  void takes_null_where_the_property_does(AuditProperty property) {
    String sent = "{\"%s\": null}".formatted(property.wireName());

    if (property.nullable()) {
      assertThat(update(sent).values()).isEqualTo(Map.of(property, Value.Null.NULL));
    } else {
      assertThat(fault(() -> update(sent)))
          .isEqualTo(
              new Fault(
                  property.wireName(),
                  "null is not a valid value for the property '%1$s'; '%1$s' is not a nullable property."
                      .formatted(property.wireName())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nope",
        "Action",
        "USERNAME",
        "userName ",
        "deviceActionDetails",
        "odata.type",
        "$select"
      })
  void refuses_an_unknown_property_by_its_name(String name) {
    for (String value : List.of("1", "null", "\"x\"", "{}")) {
      assertThat(fault(() -> update("{\"%s\": %s}".formatted(name, value))))
          .isEqualTo(
              new Fault(
                  name,
                  "The property '%s' does not exist on type 'microsoft.graph.remoteActionAudit'."
                      .formatted(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#microsoft.graph.remoteActionAudit", "microsoft.graph.remoteActionAudit"})
  void takes_its_own_type(String type) {
    assertThat(update("{\"@odata.type\": \"%s\"}".formatted(type)).values()).isEmpty();
    assertThat(update("{\"@type\": \"%s\"}".formatted(type)).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"#microsoft.graph.managedDevice\"",
        "\"\"",
        "\"remoteActionAudit\"",
        "\"#remoteActionAudit\"",
        "\"##microsoft.graph.remoteActionAudit\"",
        "\"#Microsoft.Graph.remoteActionAudit\"",
        "\"#microsoft.graph.remoteActionAudit \"",
        "null",
        "12",
        "true",
        "{}",
        "[\"#microsoft.graph.remoteActionAudit\"]",
      })
  void refuses_another_type(String type) {
    assertThat(fault(() -> update("{\"@odata.type\": " + type + "}")))
        .isEqualTo(
            new Fault(
                "@odata.type",
                "The annotation '@odata.type' must be '#microsoft.graph.remoteActionAudit'."));
  }

  @Test
  void ignores_every_other_annotation() {
    assertThat(
            update(
                    """
                    {"@odata.context": 1, "@odata.etag": "W/\\"9\\"", "@odata.id": null,
                     "action@odata.type": 12, "nope@odata.type": "#x", "@microsoft.graph.tips": {"a": [1]},
                     "userName": "a"}
                    """)
                .values())
        .isEqualTo(Map.of(USER_NAME, new Value.Text("a")));
  }

  // Strings

  static Stream<AuditProperty> texts() {
    return AuditProperty.WRITABLE.stream()
        .filter(property -> property.type() == AuditProperty.Type.Text.FREE);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void counts_code_points_and_not_their_parts(AuditProperty property) {
    for (String character : List.of("a", "é", "€", "😀")) {
      String longest = character.repeat(512);

      assertThat(update("{\"%s\": \"%s\"}".formatted(property.wireName(), longest)).values())
          .isEqualTo(Map.of(property, new Value.Text(longest)));
      assertThat(fault(() -> update("{\"%s\": \"%sx\"}".formatted(property.wireName(), longest))))
          .isEqualTo(
              new Fault(
                  property.wireName(),
                  "The property '%s' has 513 characters; at most 512 are allowed."
                      .formatted(property.wireName())));
    }
  }

  @Test
  void counts_an_escaped_pair_as_one() {
    String escaped = "\\uD83D\\uDE00".repeat(512);

    assertThat(update("{\"userName\": \"" + escaped + "\"}").values())
        .isEqualTo(Map.of(USER_NAME, new Value.Text("😀".repeat(512))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void refuses_nul_and_lone_surrogates(AuditProperty property) {
    for (String bad :
        List.of(
            "\\u0000",
            "a\\u0000b",
            "\\uD83D",
            "\\uDE00",
            "\\uDE00\\uD83D",
            "\\uD83Dx",
            "x\\uDBFF",
            "\\uD83D\\uD83D\\uDE00")) {
      assertThat(
              fault(() -> update("{\"%s\": \"%s\"}".formatted(property.wireName(), bad))).target())
          .isEqualTo(property.wireName());
    }
    assertThat(fault(() -> update("{\"userName\": \"\\u0000\"}")).message()).contains("U+0000");
    assertThat(fault(() -> update("{\"userName\": \"\\uD83D\"}")).message())
        .contains("lone surrogate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  a  ",
        "\u00E9",
        "e\u0301",
        "\u202Eabc",
        "\uFEFF",
        "\uFFFD",
        "\uFFFF",
        "\uFDD0",
        "\uDBFF\uDFFF",
        "\u0001\u001F\u007F\u0085\u2028",
        "%_\\",
        "'; drop table audit; --",
        "<b>&amp;</b>",
        "null",
      })
  void keeps_a_string_exactly_as_sent(String text) {
    assertThat(update("{\"userName\": " + escaped(text) + "}").values())
        .isEqualTo(Map.of(USER_NAME, new Value.Text(text)));
  }

  @Property(tries = 300)
  void reads_every_string_of_unicode_as_it_was_written(@ForAll("texts512") String text) {
    assertThat(update("{\"userName\": " + escaped(text) + "}").values())
        .isEqualTo(Map.of(USER_NAME, new Value.Text(text)));
  }

  @Property(tries = 300)
  void takes_a_string_exactly_when_postgresql_can_hold_it(@ForAll("scraps") String text) {
    boolean fit =
        StandardCharsets.UTF_8.newEncoder().canEncode(text)
            && text.indexOf('\0') < 0
            && text.codePointCount(0, text.length()) <= 512;
    String sent = "{\"userName\": " + escaped(text) + "}";

    if (fit) {
      assertThat(update(sent).values()).isEqualTo(Map.of(USER_NAME, new Value.Text(text)));
    } else {
      assertThat(fault(() -> update(sent)).target()).isEqualTo("userName");
    }
  }

  @Provide
  static Arbitrary<String> texts512() {
    return Arbitraries.integers()
        .between(1, Character.MAX_CODE_POINT)
        .filter(point -> point < 0xD800 || point > 0xDFFF)
        .list()
        .ofMaxSize(512)
        .map(AuditBodyTest::joined);
  }

  /** Around every limit: NUL, surrogates in any order, and lengths about 512. */
  @Provide
  static Arbitrary<String> scraps() {
    var pieces = Arbitraries.of("a", "\u0000", "\uD83D", "\uDE00", "😀", "\uDBFF\uDFFF", "\uDBFF");
    var text = pieces.list().ofMaxSize(4).map(list -> String.join("", list));
    var filler =
        Arbitraries.integers()
            .between(505, 514)
            .flatMap(length -> Arbitraries.of("a", "€", "😀").map(c -> c.repeat(length)));
    return Arbitraries.oneOf(text, filler, text.flatMap(end -> filler.map(start -> start + end)));
  }

  // Enums

  record Literal(AuditProperty property, Enumeration enumeration) {
    @Override
    public String toString() {
      return property.wireName();
    }
  }

  static List<Literal> enums() {
    return List.of(
        new Literal(ACTION, Enumeration.REMOTE_ACTION),
        new Literal(ACTION_STATE, Enumeration.ACTION_STATE),
        new Literal(DEVICE_ACTION_CATEGORY, Enumeration.DEVICE_ACTION_CATEGORY));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void reads_every_member_by_name_and_by_number_in_a_string(Literal literal) {
    for (var member : literal.enumeration().members()) {
      if (!literal.enumeration().isSentinel(member)) {
        for (String text : List.of(member.name(), String.valueOf(member.number()))) {
          assertThat(
                  update("{\"%s\": \"%s\"}".formatted(literal.property().wireName(), text))
                      .values())
              .isEqualTo(Map.of(literal.property(), new Value.Member(member)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  void refuses_what_is_no_member_and_lists_the_members(Literal literal) {
    String members = literal.enumeration().listed(EXPOSED);
    for (String value :
        List.of(
            "1",
            "0",
            "1.0",
            "\"\"",
            "\" \"",
            "\"nope\"",
            "\"-1\"",
            "\"01\"",
            "\"30\"",
            "\"31\"",
            "\"43\"",
            "\"1.0\"",
            "\"Single\"",
            "\"PENDING\"",
            "\"FactoryReset\"",
            "\"pending,done\"",
            "true",
            "{}",
            "[]")) {
      for (boolean creation : List.of(false, true)) {
        String name = literal.property().wireName();
        var fault =
            faults(() -> read("{\"%s\": %s}".formatted(name, value), creation, EXPOSED)).getFirst();

        assertThat(fault.target()).isEqualTo(name);
        assertThat(fault.message())
            .contains("'" + name + "'")
            .endsWith(" Use one of: " + members + ".");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknownFutureValue", "33"})
  void takes_the_sentinel_for_absent_in_an_update(String sentinel) {
    for (var enums : List.of(EXPOSED, MASKED, UNMASKED)) {
      var body = read("{\"action\": \"" + sentinel + "\", \"userName\": \"a\"}", false, enums);

      assertThat(body.values()).isEqualTo(Map.of(USER_NAME, new Value.Text("a")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknownFutureValue", "33"})
  void refuses_the_sentinel_in_a_creation(String sentinel) {
    for (var enums : List.of(EXPOSED, MASKED, UNMASKED)) {
      String sent =
          "{\"action\": \"%s\", \"requestDateTime\": \"2017-01-01T00:03:07Z\"}".formatted(sentinel);

      var fault = fault(() -> read(sent, true, enums));
      assertThat(fault.target()).isEqualTo("action");
      assertThat(fault.message()).contains("'" + sentinel + "' is not a member");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknownFutureValue", "33"})
  void has_no_sentinel_where_the_enum_is_closed(String literal) {
    for (String name : List.of("actionState", "deviceActionCategory")) {
      assertThat(fault(() -> update("{\"%s\": \"%s\"}".formatted(name, literal))).target())
          .isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"launchRemoteHelp", "34", "restoreManagedHomeScreen", "42"})
  void takes_later_members_unless_they_are_masked(String literal) {
    String sent =
        "{\"requestDateTime\": \"2017-01-01T00:03:07Z\", \"action\": \"" + literal + "\"}";

    for (boolean creation : List.of(true, false)) {
      for (var enums : List.of(EXPOSED, UNMASKED)) {
        assertThat(read(sent, creation, enums).values())
            .containsEntry(
                ACTION, new Value.Member(Enumeration.REMOTE_ACTION.read(literal).orElseThrow()));
      }
      var fault = fault(() -> read(sent, creation, MASKED));
      assertThat(fault.target()).isEqualTo("action");
      assertThat(fault.message())
          .contains("rotateLocalAdminPassword.")
          .doesNotContain("restoreManagedHomeScreen,", "delete", "unknownFutureValue");
    }
  }

  // Dates

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2017-01-01T00:03:07.1589002-08:00", "2017-01-01T00:03:07Z", "2017-01-01T00:03:07.10Z",
        "2017-01-01T00:03:07+14:00", "2017-01-01T00:03:07-00:00", "2016-02-29T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
      })
  void keeps_the_characters_of_a_date(String text) {
    assertThat(update("{\"requestDateTime\": \"" + text + "\"}").values())
        .isEqualTo(Map.of(REQUEST_DATE_TIME, instant(text)));
    assertThat(instant(text).dateTime().text()).isEqualTo(text);
  }

  @Test
  void writes_missing_seconds_as_zero() {
    assertThat(update("{\"requestDateTime\": \"2017-01-01T00:03-08:00\"}").values())
        .isEqualTo(Map.of(REQUEST_DATE_TIME, instant("2017-01-01T00:03:00-08:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2017-01-01",
        "2017-01-01T00:03:07",
        "2017-02-29T00:00:00Z",
        "2017-02-30T00:00:00Z",
        "2017-01-01T00:03:07.12345678Z",
        "2016-12-31T23:59:60Z",
        "2017-01-01T24:00:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2017-01-01t00:03:07Z",
        "2017-01-01T00:03:07z",
        "2017-01-01 00:03:07Z",
        " 2017-01-01T00:03:07Z",
        "2017-01-01T00:03:07Z ",
        "2017-01-01T00:03:07+14:01",
        "2017-01-01T00:03:07+05:60",
        "\u0662017-01-01T00:03:07Z",
        "/Date(1483229000000)/",
        "1483229000",
        "2017-01-01T00:03:07\\u0000Z",
      })
  void refuses_what_is_no_date(String text) {
    var fault = fault(() -> update("{\"requestDateTime\": \"" + text + "\"}"));

    assertThat(fault.target()).isEqualTo("requestDateTime");
    assertThat(fault.message()).contains("is not a date and time such as");
  }

  // Ids

  static Stream<String> ids() {
    return Stream.of(
        "a",
        "A-Z_0.9~",
        "...",
        ".a",
        "-",
        "~",
        "a".repeat(128),
        "477f8d24-8d24-477f-248d-7f47248d7f47");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void takes_the_id_that_a_creation_asks_for(String id) {
    assertThat(create("{" + REQUIRED + ", \"id\": \"" + id + "\"}").id()).contains(id);
  }

  static Stream<String> noIds() {
    return Stream.concat(
        Stream.of(
                "",
                ".",
                "..",
                " ",
                "a b",
                "a/b",
                "a%41",
                "a+b",
                "a(b)",
                "it's",
                "a;b",
                "a,b",
                "é",
                "😀",
                "a\\n",
                "a\\u0000",
                "a\\uD83D",
                "$count",
                "a".repeat(129))
            .map(id -> "\"" + id + "\""),
        Stream.of("12", "null", "true", "{}", "[\"a\"]"));
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void refuses_an_id_that_no_address_can_hold(String id) {
    assertThat(fault(() -> create("{" + REQUIRED + ", \"id\": " + id + "}")).target())
        .isEqualTo("id");
  }

  @Test
  void makes_up_no_id() {
    assertThat(create("{" + REQUIRED + "}").id()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void ignores_the_id_in_an_update(String id) {
    var body = update("{\"id\": " + id + ", \"userName\": \"a\"}");

    assertThat(body.values()).isEqualTo(Map.of(USER_NAME, new Value.Text("a")));
    assertThat(body.id()).isEmpty();
  }

  // Several faults

  @Test
  void reports_all_faults_of_a_body_together() {
    var problem =
        refusal(() ->
            update(
                """
                {"nope": 1, "action": 1, "userName": "fine", "actionState": null,
                 "requestDateTime": "2017-02-30T00:00:00Z", "@odata.type": "#other"}
                """));

    assertThat(problem).hasMessage("The request has 5 faults; see details.");
    assertThat(problem.target()).isEmpty();
    assertThat(problem.details())
        .extracting(Fault::target)
        .containsExactly("nope", "action", "actionState", "requestDateTime", "@odata.type");
  }

  @Test
  void reports_one_fault_for_each_property() {
    assertThat(faults(() -> create("{\"action\": \"nope\", \"id\": \".\"}")))
        .extracting(Fault::target)
        .containsExactly("action", "id", "requestDateTime");
    assertThat(faults(() -> create("{\"action\": null, \"requestDateTime\": 1}")))
        .extracting(Fault::target)
        .containsExactly("action", "requestDateTime");
  }

  @Test
  void reports_a_single_fault_without_details() {
    var problem = refusal(() -> update("{\"action\": null}"));

    assertThat(problem.target()).isEqualTo("action");
    assertThat(problem.details()).isEmpty();
  }

  @Test
  void repeats_only_a_part_of_what_is_long() {
    String longText = "😀\\u0007".repeat(2_000);

    for (String sent :
        List.of(
            "{\"" + longText + "\": 1}",
            "{\"action\": \"" + longText + "\"}",
            "{\"requestDateTime\": \"" + longText + "\"}")) {
      var fault = fault(() -> update(sent));

      assertThat(fault.message()).hasSizeLessThan(2_000).doesNotContain("\u0007");
      assertThat(fault.target()).hasSizeLessThan(300);
    }
  }

  private static Value.Member member(Enumeration enumeration, String name) {
    return new Value.Member(enumeration.named(name));
  }

  private static Value.Instant instant(String text) {
    return new Value.Instant(DateTimeOffset.parse(text).orElseThrow());
  }

  private static String joined(List<Integer> points) {
    var text = new StringBuilder();
    points.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** A JSON string: what must be escaped, and lone surrogates, as escapes; all else as itself. */
  private static String escaped(String text) {
    var json = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c < 0x20 || c == '"' || c == '\\' || (c >= 0xD800 && c <= 0xDFFF)) {
            json.append("\\u%04X".formatted(c));
          } else {
            json.appendCodePoint(c);
          }
        });
    return json.append('"').toString();
  }

  private static AuditBody update(String text) {
    return read(text, false, EXPOSED);
  }

  private static AuditBody create(String text) {
    return read(text, true, EXPOSED);
  }

  private static AuditBody read(String text, boolean creation, EvolvableEnums enums) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return creation ? AuditBody.ofCreation(body, enums) : AuditBody.ofUpdate(body, enums);
  }

  private interface Reading {
    AuditBody read();
  }

  private static Problem refusal(Reading reading) {
    var problem = catchThrowableOfType(Problem.class, reading::read);

    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    return problem;
  }

  private static List<Fault> faults(Reading reading) {
    var problem = refusal(reading);
    return problem.details().isEmpty()
        ? List.of(new Fault(problem.target(), problem.publicMessage()))
        : problem.details();
  }

  private static Fault fault(Reading reading) {
    var faults = faults(reading);

    assertThat(faults).hasSize(1);
    return faults.getFirst();
  }
}
