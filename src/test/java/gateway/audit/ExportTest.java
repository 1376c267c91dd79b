package gateway.audit;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.TestDatabase;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every match of a question in one answer, as CSV or NDJSON (contract §6). */
@GatewayTest
class ExportTest {

  private static final String HEADER =
      "id,deviceDisplayName,userName,initiatedByUserPrincipalName,action,requestDateTime,"
          + "deviceOwnerUserPrincipalName,deviceIMEI,actionState,managedDeviceId,bulkDeviceActionId,deviceActionCategory\r\n";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final Api csv = api.sending("Accept", "text/csv");
  private final Api ndjson = api.sending("Accept", "application/x-ndjson");

  @Test
  void writes_csv_that_tells_null_from_the_empty_string() {
    api.created(
        """
        {"id":"a","action":"factoryReset","requestDateTime":"2017-01-01T00:03:07.1589002-08:00",
         "deviceDisplayName":"Ada's \\"laptop\\", new","userName":"","deviceIMEI":"=1+1","managedDeviceId":"two\\nlines"}\
        """);
    api.created(
        "{\"id\":\"b\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"Zoë 😀\"}");

    var answer = csv.get(Api.AUDITS).is(200);

    assertThat(answer.body())
        .isEqualTo(
            HEADER
                + "b,,Zoë 😀,,remoteLock,2026-01-02T03:04:05Z,,,pending,,,single\r\n"
                + "a,\"Ada's \"\"laptop\"\", new\",\"\",,factoryReset,2017-01-01T00:03:07.1589002-08:00,,=1+1,pending,\"two\nlines\",,single\r\n");
    assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=utf-8;header=present");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"remoteActionAudits.csv\"");
    assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(answer.header("OData-Version")).isEqualTo("4.0");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("request-id")).isNotEmpty();
  }

  @Test
  void writes_each_entity_on_a_line_as_a_page_has_it() {
    api.created();
    api.created();

    var answer = ndjson.get(Api.AUDITS).is(200);

    assertThat(answer.body()).endsWith("}\n");
    assertThat(lines(answer)).isEqualTo(value(api.get(Api.AUDITS)));
    assertThat(answer.header("Content-Type"))
        .isEqualTo("application/x-ndjson;odata.metadata=minimal;charset=utf-8");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"remoteActionAudits.ndjson\"");
    for (String level : List.of("none", "full")) {
      assertThat(lines(api.get(Api.AUDITS + "?$format=ndjson;odata.metadata=" + level).is(200)))
          .isEqualTo(value(api.get(Api.AUDITS + "?$format=json;odata.metadata=" + level)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$top=1000",
        "$top=7",
        "$top=200",
        "$top=201",
        "$top=0",
        "$top=99999999999999999999",
        "$select=id,userName",
        "$filter=actionState eq 'failed'",
        "$filter=userName eq 'nobody'",
        "$filter=contains(deviceDisplayName,@p)&@p='9'",
        "$filter=requestDateTime lt now()&$orderby=deviceDisplayName desc&$top=250",
        "$orderby=actionState desc,userName",
        "$search=device AND 42",
      })
  void gives_what_a_walk_over_all_pages_gives_in_the_same_order(String query) throws SQLException {
    insert(tenant, 450);
    insert(UUID.randomUUID(), 50);

    var all = walk(query);

    assertThat(lines(ndjson.get(address(query)).is(200))).isEqualTo(all);
    var table = csv.get(address(query)).is(200).body().split("\r\n", -1);
    assertThat(table).hasSize(all.size() + 2);
    assertThat(List.of(table).subList(1, table.length - 1).stream().map(line -> line.split(",")[0]))
        .isEqualTo(all.stream().map(audit -> audit.get("id").asText()).toList());
  }

  @Test
  void gives_the_selected_columns_in_the_order_of_the_entity() {
    api.created(
        "{\"id\":\"a\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    assertThat(csv.get(Api.AUDITS + "?$select=userName,action,id").is(200).body())
        .isEqualTo("id,userName,action\r\na,,remoteLock\r\n");
    assertThat(csv.get(Api.AUDITS + "?$top=0").is(200).body()).isEqualTo(HEADER);
    assertThat(ndjson.get(Api.AUDITS + "?$top=0").is(200).body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "$count=true, $count",
    "$count=false, $count",
    "$skip=0, $skip",
    "$skiptoken=x, $skiptoken",
    "$apply=groupby((action)), $apply",
    "$top=-1, $top",
    "$filter=x eq 1, $filter",
    "$select=x, $select"
  })
  void refuses_what_does_not_go_with_an_export(String query, String target) {
    for (Api each : List.of(csv, ndjson)) {
      var answer = each.get(address(query)).is(400);

      assertThat(answer.header("Content-Type")).startsWith("application/json");
      assertThat(answer.error().get("target").asText()).isEqualTo(target);
    }
  }

  @Test
  void lets_format_win_over_accept_and_refuses_forms_that_there_are_not() {
    assertThat(api.sending("Accept", "text/html").get(Api.AUDITS + "?$format=csv").is(200).body())
        .isEqualTo(HEADER);
    assertThat(csv.get(Api.AUDITS + "?$format=json").is(200).json().get("value")).isEmpty();
    assertThat(csv.get(Api.AUDITS + "?$format=xml").is(400).error().get("target").asText())
        .isEqualTo("$format");
    assertThat(
            api.sending("Accept", "text/html")
                .get(Api.AUDITS)
                .is(406)
                .error()
                .get("message")
                .asText())
        .contains("text/csv");
    csv.get(Api.AUDITS + "/" + api.created()).is(406);
    csv.get(Api.AUDITS + "/$count").is(406);
  }

  @Test
  void ignores_a_preferred_page_size() throws SQLException {
    insert(tenant, 12);

    var answer = csv.sending("Prefer", "odata.maxpagesize=5").get(Api.AUDITS).is(200);

    assertThat(answer.body().lines()).hasSize(13);
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  @Test
  void answers_head_with_the_same_headers_and_nothing_else() {
    var answer = csv.send("HEAD", Api.AUDITS, "").is(200);

    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=utf-8;header=present");
    csv.send("HEAD", Api.AUDITS + "?$skip=1", "").is(400);
  }

  @Test
  void compresses_for_those_who_accept_it() throws Exception {
    insert(tenant, 450);
    var request =
        HttpRequest.newBuilder(URI.create(api.origin() + Api.AUDITS))
            .header("Authorization", "Bearer " + api.token())
            .header("Accept", "text/csv")
            .header("Accept-Encoding", "gzip")
            .build();

    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofByteArray());

      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
        assertThat(new String(plain.readAllBytes(), UTF_8))
            .isEqualTo(csv.get(Api.AUDITS).is(200).body());
      }
    }
  }

  @Test
  void ends_with_the_closing_chunk_and_for_http_1_0_with_the_connection() {
    api.created();

    assertThat(RawHttp.send(api, "GET", Api.AUDITS, "Accept: text/csv")).endsWith("\r\n0\r\n\r\n");
    var old =
        RawHttp.exchange(
            api,
            "GET %s HTTP/1.0\r\nHost: localhost\r\nAccept: text/csv\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(Api.AUDITS, api.token()));
    assertThat(old).contains(" 200 OK\r\n").endsWith(",single\r\n").doesNotContain("chunked");
  }

  @Test
  void cannot_be_a_part_of_a_batch() {
    for (String group : List.of("", ",\"atomicityGroup\":\"g\"")) {
      var answer =
          api.sending("Content-Type", "application/json")
              .send(
                  "POST",
                  "/beta/$batch",
                  "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/deviceManagement/remoteActionAudits?$format=csv\"%s}]}"
                      .formatted(group))
              .is(200)
              .json()
              .get("responses")
              .get(0);

      assertThat(answer.get("status").asInt()).isEqualTo(400);
    }
  }

  /** Audits of which some share their instant, state and name, made by the table's owner. */
  static void insert(UUID tenant, int count) throws SQLException {
    insert(tenant, count, "null");
  }

  /**
   * The same, of some length.
   *
   * @param filling what stands in three properties, as SQL; {@code n} is the number of the row
   */
  static void insert(UUID tenant, int count, String filling) throws SQLException {
    try (var owner = TestDatabase.asSuperuser();
        var statement =
            owner.prepareStatement(
                """
                insert into audit (tenant_id, id, version, changed_at, device_display_name, user_name, action,
                  request_date_time, request_ticks, action_state, device_action_category, managed_device_id,
                  bulk_device_action_id, device_imei)
                select ?, 'audit-' || n, 1, now(), 'device ' || n %% 90, nullif('user' || n %% 3, 'user2'), 1,
                  '2020-01-01T00:00:00Z', 15778368000000000 + n / 4, n %% 7, 0, %1$s, %1$s, %1$s
                from generate_series(1, ?) n\
                """
                    .formatted(filling))) {
      statement.setObject(1, tenant);
      statement.setInt(2, count);
      int _ = statement.executeUpdate();
    }
  }

  private List<JsonNode> walk(String query) {
    var all = new ArrayList<JsonNode>();
    String next = address(query);
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "odata.maxpagesize=99").get(next).is(200);
      all.addAll(value(page));
      next = page.json().path("@odata.nextLink").asText();
    }
    return all;
  }

  private static List<JsonNode> value(Api.Answer page) {
    var all = new ArrayList<JsonNode>();
    page.is(200).json().get("value").forEach(all::add);
    return all;
  }

  private static List<JsonNode> lines(Api.Answer export) {
    return export.body().lines().map(Api::parse).toList();
  }

  private static String address(String query) {
    var encoded = new ArrayList<String>();
    for (String option : query.split("&")) {
      int equals = option.indexOf('=');
      encoded.add(
          equals < 0
              ? option
              : option.substring(0, equals) + "=" + encode(option.substring(equals + 1), UTF_8));
    }
    return Api.AUDITS + "?" + String.join("&", encoded);
  }
}
