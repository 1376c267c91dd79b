package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every answer has, and what is answered where an address, a method or a form does not exist
 * (contract §1, §5, §7).
 */
@GatewayTest
class AnswersTest {

  private final Api api = Api.ofNewTenant();
  private final Api nobody = Api.with("");

  @ParameterizedTest
  @CsvSource({
    "GET, /beta/deviceManagement/remoteActionAudits, 200",
    "GET, /beta/deviceManagement/remoteActionAudits/$count, 200",
    "GET, /beta, 200",
    "GET, /beta/, 200",
    "GET, /beta/deviceManagement, 200",
    "GET, /beta/deviceManagement/remoteActionAudits/nothing, 404",
    "GET, /nothing, 404",
    "GET, /q/health, 404",
    "GET, /q/metrics, 404",
    "PUT, /beta/deviceManagement/remoteActionAudits, 405",
    "DELETE, /beta/deviceManagement/remoteActionAudits, 405",
    "POST, /beta/deviceManagement/remoteActionAudits/x, 405",
    "FOO, /beta/deviceManagement/remoteActionAudits, 405",
    "OPTIONS, /beta/deviceManagement/remoteActionAudits/x, 204",
    "HEAD, /beta/deviceManagement/remoteActionAudits, 200",
    "PATCH, /beta/deviceManagement/remoteActionAudits/x, 415",
  })
  void carries_the_common_headers_whatever_the_status(String method, String address, int status) {
    var answer = api.sending("client-request-id", "my-id_1").send(method, address, "").is(status);

    assertThat(UUID.fromString(answer.header("request-id"))).isNotNull();
    assertThat(answer.header("client-request-id")).isEqualTo("my-id_1");
    assertThat(answer.header("Date")).endsWith(" GMT");
    assertThat(answer.header("OData-Version")).isEqualTo("4.0");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    answer.http().headers().map().forEach((name, values) -> assertThat(values).as(name).hasSize(1));
  }

  @Test
  void writes_an_error_as_graph_clients_read_it() {
    var answer = api.sending("client-request-id", "abc").get("/beta/nothing").is(404);

    String requestId = answer.header("request-id");
    assertThat(answer.header("Content-Type"))
        .isEqualTo(
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8");
    assertThat(answer.error().get("innerError").get("date").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"error":{"code":"ResourceNotFound","message":"There is no such address.",\
            "innerError":{"date":"%s","request-id":"%s","client-request-id":"abc"}}}\
            """
                .formatted(answer.error().get("innerError").get("date").asText(), requestId));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "has space", "tab\there"})
  void echoes_its_own_id_for_a_client_request_id_that_is_unfit(String unfit) {
    var answer =
        unfit.isEmpty() ? api.get("/beta") : api.sending("client-request-id", unfit).get("/beta");

    assertThat(answer.header("client-request-id")).isEqualTo(answer.header("request-id"));
  }

  @Test
  void echoes_a_client_request_id_of_128_characters_and_none_of_129() {
    assertThat(
            api.sending("client-request-id", "x".repeat(128))
                .get("/beta")
                .header("client-request-id"))
        .hasSize(128);
    assertThat(
            api.sending("client-request-id", "x".repeat(129))
                .get("/beta")
                .header("client-request-id"))
        .hasSize(36);
  }

  @Test
  void lists_the_methods_of_an_address() {
    assertThat(nobody.send("OPTIONS", Api.AUDITS, "").is(204).header("Allow"))
        .isEqualTo("GET, HEAD, POST, OPTIONS");
    assertThat(nobody.send("OPTIONS", Api.AUDITS + "/x", "").is(204).header("Allow"))
        .isEqualTo("GET, HEAD, PATCH, DELETE, OPTIONS");
    assertThat(nobody.send("PUT", Api.AUDITS + "/x", "").is(405).header("Allow"))
        .isEqualTo("GET, HEAD, PATCH, DELETE, OPTIONS");
    assertThat(nobody.send("OPTIONS", "/nothing", "").is(404).header("Allow")).isEmpty();
  }

  @Test
  void answers_the_first_of_several_faults() {
    var wrong =
        nobody.sending(
            "Accept", "text/html", "Content-Type", "text/xml", "OData-MaxVersion", "3.0");
    var reader = Api.with(gateway.TestIssuer.delegated(UUID.randomUUID(), Api.READ));
    String large = "x".repeat(65 * 1024);

    wrong.send("PATCH", "/beta/nothing?%24filter=", large).is(404);
    wrong.send("PUT", Api.AUDITS + "/x?$filter=", large).is(405);
    wrong.send("PATCH", Api.AUDITS + "/x?$filter=", large).is(401);
    sameBut(wrong, reader.token()).send("PATCH", Api.AUDITS + "/x?$filter=", large).is(403);
    sameBut(wrong, api.token()).send("PATCH", Api.AUDITS + "/x?$filter=", large).is(406);
    api.sending("Content-Type", "text/xml", "OData-MaxVersion", "3.0")
        .send("PATCH", Api.AUDITS + "/x?$filter=", large)
        .is(415);
    api.sending("OData-MaxVersion", "3.0").patch("x?$filter=", large).is(413);
    api.sending("OData-MaxVersion", "3.0").patch("x", "{}").is(400);
    api.patch("x", "{").is(400);
    api.patch("x", "{}").is(404);
  }

  @ParameterizedTest
  @CsvSource({
    "OData-MaxVersion, 3.0, 400",
    "OData-MaxVersion, nonsense, 400",
    "OData-MaxVersion, 4.0, 200",
    "OData-MaxVersion, 5.0, 200",
    "OData-Version, 4.01, 200",
    "OData-Version, 4.02, 400",
    "OData-Version, 5.0, 400",
    "Accept, text/html, 406",
    "Accept, application/json;odata.metadata=nonsense, 406",
    "Accept, 'text/html, */*;q=0.1', 200",
    "Accept, application/json;q=0, 406",
  })
  void understands_the_headers_of_the_protocol(String name, String value, int status) {
    api.sending(name, value).get(Api.AUDITS).is(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;odata.metadata=minimal",
        "APPLICATION/JSON; charset=\"UTF-8\""
      })
  void reads_a_body_that_is_said_to_be_json(String type) {
    String id = api.created();

    api.sending("Content-Type", type).send("PATCH", Api.AUDITS + "/" + id, "{}").is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/merge-patch+json",
        "application/json; charset=utf-16",
        "json",
        "*/*"
      })
  void refuses_a_body_that_is_not(String type) {
    String id = api.created();

    assertThat(
            api.sending("Content-Type", type)
                .send("PATCH", Api.AUDITS + "/" + id, "{}")
                .is(415)
                .error()
                .get("code")
                .asText())
        .isEqualTo("UnsupportedMediaType");
  }

  @Test
  void reads_bodies_of_64_kib_and_refuses_one_byte_more_however_it_is_framed() {
    String id = api.created();
    String largest = "{\"@a\":\"" + "x".repeat(64 * 1024 - 9) + "\"}";
    var chunked =
        java.net.http.HttpRequest.BodyPublishers.ofInputStream(() ->
            new java.io.ByteArrayInputStream(
                (largest + " ").getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    api.patch(id, largest).is(200);
    assertThat(api.patch(id, largest + " ").is(413).error().get("code").asText())
        .isEqualTo("RequestTooLarge");
    api.sending("Content-Type", "application/json")
        .send("PATCH", Api.AUDITS + "/" + id, chunked)
        .is(413);
    api.patch(id, "x".repeat(1_000_000)).is(413);
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void says_what_a_service_document_and_a_singleton_say() {
    assertThat(api.get("/beta/").is(200).body())
        .isEqualTo(
            """
            {"@odata.context":"%s/beta/$metadata","value":[{"name":"deviceManagement","kind":"Singleton","url":"deviceManagement"}]}\
            """
                .formatted(api.origin()));
    assertThat(api.get("/v1.0/deviceManagement").is(200).body())
        .isEqualTo(
            "{\"@odata.context\":\"%s/v1.0/$metadata#deviceManagement\"}".formatted(api.origin()));
    Api.with(gateway.TestIssuer.delegated(UUID.randomUUID())).get("/beta/").is(200);
    nobody.get("/beta/").is(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$select=%zz",
        "$select=%",
        "$select=%4",
        "$select=%C3%28",
        "%FF=x",
        "$select=%u0041"
      })
  void refuses_a_query_whose_encoding_is_broken(String query) {
    String answer = RawHttp.send(api, "GET", Api.AUDITS + "?" + query);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"BadRequest\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/beta/%zz",
        "/beta/deviceManagement/remoteActionAudits/%C3%28",
        "/beta/%",
        "/beta/deviceManagement/remoteActionAudits/a%2Fb"
      })
  void finds_nothing_at_a_path_whose_encoding_is_broken(String path) {
    assertThat(RawHttp.send(api, "GET", path))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"ResourceNotFound\"");
  }

  @Test
  void compresses_for_a_client_that_accepts_it() {
    var answer = api.sending("Accept-Encoding", "gzip").get("/beta/");

    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(api.get("/beta/").header("Content-Encoding")).isEmpty();
  }

  private static Api sameBut(Api other, String token) {
    return new Api(other.origin(), token, other.headers());
  }

  @Test
  void reads_an_absolute_target_only_when_it_names_the_same_host() {
    assertThat(RawHttp.send(api, "GET", "http://localhost/beta/")).startsWith("HTTP/1.1 200 ");
    assertThat(RawHttp.send(api, "GET", "http://evil.example/beta/")).startsWith("HTTP/1.1 400 ");
    assertThat(RawHttp.send(api, "GET", "ftp://localhost/beta/")).startsWith("HTTP/1.1 400 ");
  }
}
