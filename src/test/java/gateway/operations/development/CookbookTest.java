package gateway.operations.development;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.odata.DateTimeOffset;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks every question of docs/queries.md of the sample audits. */
@GatewayTest
class CookbookTest {

  private static final String SERVICE = "/beta/deviceManagement/";
  private static final Pattern ASKED = Pattern.compile("^    ask (.+)$", Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("^### (\\d+)\\. ", Pattern.MULTILINE);
  private static final Pattern WORD =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");

  private static final Instant NOW = Instant.now();
  private static final SampleTenant TENANT = SampleTenant.LAKESIDE;

  private static final Map<String, JsonNode> AUDITS = new HashMap<>();
  private static Api api;

  /** Which audits a question means, by its number; the others have a test of their own below. */
  private static final Map<Integer, Predicate<JsonNode>> MEANT =
      Map.ofEntries(
          Map.entry(2, is("action", "factoryReset")),
          Map.entry(
              3,
              is("action", "factoryReset")
                  .and(is("initiatedByUserPrincipalName", "mia.torres@lakeside.example"))),
          Map.entry(4, is("initiatedByUserPrincipalName", "mia.torres@lakeside.example")),
          Map.entry(5, audit -> at(audit).getHour() < 6 || at(audit).getHour() >= 22),
          Map.entry(6, is("actionState", "failed")),
          Map.entry(7, is("actionState", "pending").or(is("actionState", "active"))),
          Map.entry(
              8,
              audit ->
                  !Set.of("done", "pending", "active", "none")
                      .contains(audit.get("actionState").asText())),
          Map.entry(9, audit -> audit.get("deviceOwnerUserPrincipalName").isNull()),
          Map.entry(10, is("deviceOwnerUserPrincipalName", "ada@lakeside.example").negate()),
          Map.entry(
              11,
              audit ->
                  !audit.get("initiatedByUserPrincipalName").isNull()
                      && audit
                          .get("initiatedByUserPrincipalName")
                          .equals(audit.get("deviceOwnerUserPrincipalName"))),
          Map.entry(12, audit -> audit.get("deviceDisplayName").asText().startsWith("KIOSK-")),
          Map.entry(14, audit -> audit.get("deviceDisplayName").asText().contains("'s iPhone")),
          Map.entry(16, between("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")),
          Map.entry(17, between("2026-03-06T22:00:00-08:00", "2026-03-07T06:00:00-08:00")),
          Map.entry(
              18,
              is("deviceActionCategory", "bulk")
                  .and(audit -> !audit.get("bulkDeviceActionId").isNull())),
          Map.entry(20, audit -> words(audit).contains("kiosk") && !words(audit).contains("owen")));

  @BeforeAll
  static void writes_the_samples_as_the_development_server_does() {
    api = Api.ofNewTenant();
    var json = new ObjectMapper();
    for (var sample : SampleAudits.until(NOW)) {
      if (sample.by().tenant() == TENANT) {
        String id = api.created(json(json, sample.values()));
        sample.changes().forEach(change -> api.patch(id, json(json, change.values())).is(200));
      }
    }
    String next = Api.AUDITS + "?$top=100000";
    while (!next.isEmpty()) {
      var page = api.get(next).is(200).json();
      page.get("value").forEach(audit -> AUDITS.put(audit.get("id").asText(), audit));
      next = page.path("@odata.nextLink").asText("");
    }
  }

  private static Map<Integer, List<String>> questions() throws IOException {
    String page = Files.readString(Path.of("docs", "queries.md"));
    var sections = HEADING.matcher(page).results().toList();
    var questions = new LinkedHashMap<Integer, List<String>>();
    for (int i = 0; i < sections.size(); i++) {
      int end = i + 1 < sections.size() ? sections.get(i + 1).start() : page.length();
      var asked = ASKED.matcher(page.substring(sections.get(i).start(), end));
      assertThat(asked.find()).as(sections.get(i).group()).isTrue();
      questions.put(Integer.valueOf(sections.get(i).group(1)), words(asked.group(1)));
    }
    return questions;
  }

  static Set<Integer> those_that_mean_audits() {
    return MEANT.keySet();
  }

  @ParameterizedTest
  @MethodSource("those_that_mean_audits")
  void gives_exactly_the_audits_that_are_meant(int number) throws IOException {
    var ids = answered(number);

    assertThat(ids).isEqualTo(ids(Objects.requireNonNull(MEANT.get(number))));
    // A question whose answer is nothing would prove nothing.
    assertThat(ids.isEmpty() && !mayBeOfNone(number)).isFalse();
  }

  /**
   * One night may have been quiet, nobody need act on himself, and the samples are of two years, so
   * that a quarter leaves them.
   */
  private static boolean mayBeOfNone(int number) {
    return Set.of(11, 17).contains(number)
        || number == 16 && NOW.isAfter(Instant.parse("2028-01-01T00:00:00Z"));
  }

  /** An audit may grow too old between the two moments. */
  @Test
  void counts_30_days_back_from_the_moment_of_asking() throws IOException {
    var before = Instant.now();
    var ids = answered(15);
    var after = Instant.now();

    assertThat(ids)
        .isNotEmpty()
        .containsAll(ids(within30Days(after)))
        .isSubsetOf(ids(within30Days(before)));
  }

  private static Predicate<JsonNode> within30Days(Instant moment) {
    return audit -> !at(audit).toInstant().isBefore(moment.minus(Duration.ofDays(30)));
  }

  private static Set<String> ids(Predicate<JsonNode> meant) {
    return AUDITS.values().stream()
        .filter(meant)
        .map(audit -> audit.get("id").asText())
        .collect(Collectors.toSet());
  }

  /** The ids on all pages of a question's answer. */
  private static Set<String> answered(int number) throws IOException {
    var ids = new HashSet<String>();
    String next = address(asked(questions(), number)) + "&$top=100000";
    while (!next.isEmpty()) {
      var page = api.get(next.replace("?&", "?")).is(200).json();
      page.get("value").forEach(audit -> ids.add(audit.get("id").asText()));
      next = page.path("@odata.nextLink").asText("");
    }
    return ids;
  }

  @Test
  void answers_every_other_question_too() throws IOException {
    var questions = questions();

    assertThat(questions).hasSizeGreaterThanOrEqualTo(20);
    assertThat(ask(questions, 1).json().get("value")).hasSize(10);
    assertThat(ask(questions, 13).json().get("value").get(0).fieldNames())
        .toIterable()
        .contains("deviceOwnerUserPrincipalName", "deviceDisplayName")
        .doesNotContain("action");
    assertThat(ask(questions, 19).body())
        .isEqualTo(
            ""
                + AUDITS.values().stream()
                    .filter(is("action", "factoryReset").or(is("action", "removeCompanyData")))
                    .count());
    assertThat(ask(questions, 26).json().get("@odata.nextLink").asText()).contains("$skiptoken=");
    assertThat(ask(questions, 27).json().get("value")).isEmpty();
    assertThat(ask(questions, 28).json().get("value")).isEmpty();
    var csv = ask(questions, 25);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.body().lines().count()).isEqualTo(AUDITS.size() + 1);
  }

  @Test
  void sums_as_one_would_by_hand() throws IOException {
    var questions = questions();
    var wipes =
        AUDITS.values().stream()
            .filter(is("action", "factoryReset"))
            .collect(
                Collectors.groupingBy(
                    audit -> audit.get("initiatedByUserPrincipalName").asText(),
                    Collectors.counting()));
    var answered = new LinkedHashMap<String, Long>();
    ask(questions, 21)
        .json()
        .get("value")
        .forEach(row ->
            answered.put(
                row.get("initiatedByUserPrincipalName").asText(), row.get("wipes").asLong()));
    assertThat(answered).isEqualTo(wipes);
    assertThat(new ArrayList<>(answered.values()))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());

    var pairs =
        AUDITS.values().stream()
            .collect(
                Collectors.groupingBy(
                    audit -> audit.get("action") + " " + audit.get("actionState"),
                    Collectors.counting()));
    var ends = new HashMap<String, Long>();
    ask(questions, 22)
        .json()
        .get("value")
        .forEach(row ->
            ends.put(row.get("action") + " " + row.get("actionState"), row.get("audits").asLong()));
    assertThat(ends).isEqualTo(pairs);

    var administrators = ask(questions, 23).json().get("value");
    assertThat(administrators).hasSizeGreaterThan(3);
    for (var row : administrators) {
      var of =
          AUDITS.values().stream()
              .filter(
                  is(
                      "initiatedByUserPrincipalName",
                      row.get("initiatedByUserPrincipalName").asText()))
              .toList();
      assertThat(row.get("devices").asLong())
          .isEqualTo(of.stream().map(audit -> audit.get("managedDeviceId")).distinct().count());
      assertThat(ticks(row.get("earliest").asText()))
          .isEqualTo(of.stream().mapToLong(audit -> ticks(audit)).min().orElseThrow());
      assertThat(ticks(row.get("latest").asText()))
          .isEqualTo(of.stream().mapToLong(audit -> ticks(audit)).max().orElseThrow());
    }
    assertThat(ask(questions, 24).json().get("value")).hasSize(3);
  }

  private static Api.Answer ask(Map<Integer, List<String>> questions, int number) {
    return api.get(address(asked(questions, number))).is(200);
  }

  private static List<String> asked(Map<Integer, List<String>> questions, int number) {
    return Objects.requireNonNull(questions.get(number), () -> "no question " + number);
  }

  /** What the page's shell function makes of its words. */
  private static String address(List<String> words) {
    return SERVICE
        + words.getFirst()
        + "?"
        + words.stream()
            .skip(1)
            .map(option -> {
              int equals = option.indexOf('=');
              return option.substring(0, equals + 1)
                  + URLEncoder.encode(option.substring(equals + 1), StandardCharsets.UTF_8)
                      .replace("+", "%20");
            })
            .collect(Collectors.joining("&"));
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word ->
            word.group(1) != null
                ? word.group(1).replace("\\$", "$")
                : word.group(2) != null ? word.group(2) : word.group(3))
        .toList();
  }

  private static Set<String> words(JsonNode audit) {
    return StreamSupport.stream(
            ((Iterable<Map.Entry<String, JsonNode>>) audit::fields).spliterator(), false)
        .filter(property -> !property.getKey().equals("id") && !property.getKey().startsWith("@"))
        .filter(property ->
            !Set.of("action", "actionState", "deviceActionCategory", "requestDateTime")
                .contains(property.getKey()))
        .flatMap(property ->
            Arrays.stream(
                property.getValue().asText("").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")))
        .collect(Collectors.toSet());
  }

  private static Predicate<JsonNode> is(String property, String value) {
    return audit -> audit.get(property).asText().equals(value);
  }

  private static Predicate<JsonNode> between(String from, String to) {
    return audit ->
        !at(audit).isBefore(OffsetDateTime.parse(from))
            && at(audit).isBefore(OffsetDateTime.parse(to));
  }

  private static OffsetDateTime at(JsonNode audit) {
    return OffsetDateTime.parse(audit.get("requestDateTime").asText());
  }

  private static long ticks(JsonNode audit) {
    return ticks(audit.get("requestDateTime").asText());
  }

  private static long ticks(String dateTime) {
    return DateTimeOffset.parse(dateTime).orElseThrow().ticks();
  }

  private static String json(ObjectMapper json, Map<String, ?> values) {
    ObjectNode object = json.createObjectNode();
    values.forEach((name, value) -> object.put(name, (String) value));
    return object.toString();
  }
}
