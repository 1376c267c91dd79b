package gateway.graph.openapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import gateway.Api;
import gateway.GatewayTest;
import gateway.graph.Route;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class OpenApiTest {

  private static final String AUDITS = "/deviceManagement/remoteActionAudits";
  private static final String AUDIT = "microsoft.graph.remoteActionAudit";

  private final Api anyone = Api.with("");

  @Inject @Any Instance<Route.Source> sources;
  @Inject Vertx vertx;

  private JsonNode document() {
    return anyone.get("/openapi").is(200).json();
  }

  @Test
  void is_valid_by_the_schema_of_openapi_3_1() {
    var contract = new JsonObject(anyone.get("/openapi").is(200).body());

    assertThat(faults(contract)).isEmpty();
  }

  @Test
  void the_schema_would_find_a_fault() {
    var contract = new JsonObject(anyone.get("/openapi").is(200).body());
    contract.getJsonObject("paths").getJsonObject(AUDITS).getJsonObject("get").remove("responses");
    contract.getJsonObject("info").remove("title");

    assertThat(faults(contract)).isNotEmpty();
  }

  private List<String> faults(JsonObject contract) {
    var result =
        OpenAPIVersion.V3_1
            .getRepository(vertx, "https://schemas.invalid")
            .compose(schemas -> OpenAPIVersion.V3_1.validateContract(vertx, schemas, contract))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return Boolean.TRUE.equals(result.getValid())
        ? List.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + " " + error.getError())
            .toList();
  }

  @Test
  void has_every_route_and_no_other() {
    var routed =
        sources.stream()
            .flatMap(source -> source.routes().stream())
            .flatMap(
                route -> route.operations().keySet().stream().map(method -> method + path(route)))
            .collect(toSet());

    assertThat(operations(document()).map(Operation::address))
        .containsExactlyInAnyOrderElementsOf(routed);
  }

  @Test
  void each_operation_takes_the_options_of_its_route() {
    var document = document();
    var routed =
        sources.stream()
            .flatMap(source -> source.routes().stream())
            .flatMap(route ->
                route.operations().entrySet().stream()
                    .map(entry ->
                        entry.getKey()
                            + path(route)
                            + " "
                            + entry.getValue().options().stream().sorted().toList()))
            .collect(toSet());

    assertThat(
            operations(document)
                .map(operation ->
                    operation.address() + " " + operation.named("query").sorted().toList()))
        .containsExactlyInAnyOrderElementsOf(routed);
  }

  private static String path(Route route) {
    return " /" + String.join("/", route.template()).replace("...}", "}");
  }

  @Test
  void names_the_variables_of_an_address_as_generated_code_can() {
    assertThat(operations(document()))
        .allSatisfy(operation ->
            assertThat(operation.named("path"))
                .allMatch(name -> name.matches("[A-Za-z]\\w*"))
                .allMatch(name -> operation.address().contains("{" + name + "}")));
  }

  /** JSON Schema has {@code true}, too, which not every generator of code can read. */
  @Test
  void describes_each_property_by_an_object() {
    assertThat(all(document()).flatMap(node -> node.findValues("properties").stream()))
        .isNotEmpty()
        .allSatisfy(properties -> assertThat(properties).allMatch(JsonNode::isObject));
    assertThat(all(document()).flatMap(node -> node.findValues("patternProperties").stream()))
        .isNotEmpty()
        .allSatisfy(patterns -> assertThat(patterns).allMatch(JsonNode::isObject));
  }

  private static Stream<JsonNode> all(JsonNode node) {
    return Stream.concat(
        Stream.of(node), StreamSupport.stream(node.spliterator(), false).flatMap(OpenApiTest::all));
  }

  @Test
  void names_each_operation_once() {
    var ids = operations(document()).map(o -> o.json().get("operationId").asText()).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids)
        .contains(
            "listRemoteActionAudits",
            "createRemoteActionAudit",
            "getRemoteActionAudit",
            "updateRemoteActionAudit",
            "deleteRemoteActionAudit",
            "countRemoteActionAudits",
            "remoteActionAudit_history",
            "remoteActionAudit_timeline",
            "remoteActionAudit_erasePersonalData",
            "deviceManagement_erasePersonalData",
            "deviceManagement_remoteActionAuditChanges",
            "countRemoteActionAuditChanges",
            "postBatch",
            "getMetadata");
  }

  @Test
  void describes_an_update() {
    var update = document().get("paths").get(AUDITS + "/{id}").get("patch");

    assertThat(fieldNames(update.get("responses")))
        .containsExactly(
            "200", "204", "400", "401", "403", "404", "406", "412", "413", "415", "428", "429",
            "500", "503", "default");
    assertThat(update.at("/requestBody/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/" + AUDIT + ".update");
    assertThat(update.at("/responses/200/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/" + AUDIT);
    assertThat(new Operation("", update).named("header")).contains("If-Match", "Prefer");
    assertThat(update.get("security"))
        .isEqualTo(
            Api.parse(
                """
                [{"bearer": ["DeviceManagementConfiguration.ReadWrite.All"]},
                 {"bearer": ["DeviceManagementManagedDevices.ReadWrite.All"]}]
                """));
  }

  @Test
  void offers_the_headers_that_the_service_obeys_and_no_other() {
    var paths = document().get("paths");
    var audit = paths.get(AUDITS + "/{id}");
    var read = audit.get("get");

    assertThat(new Operation("", read).named("header"))
        .contains("If-Match", "If-None-Match")
        .doesNotContain("Prefer");
    assertThat(fieldNames(read.get("responses"))).contains("304", "412").doesNotContain("428");
    assertThat(new Operation("", audit.get("delete")).named("header"))
        .contains("If-Match", "If-None-Match");
    assertThat(
            new Operation("", paths.at("/~1deviceManagement~1erasePersonalData/post"))
                .named("header"))
        .containsExactly("client-request-id");
    var erasure = paths.get(AUDITS + "/{id}/erasePersonalData").get("post");
    assertThat(new Operation("", erasure).named("header"))
        .containsExactly("If-Match", "client-request-id");
    assertThat(fieldNames(erasure.get("responses"))).contains("412").doesNotContain("428");
    assertThat(fieldNames(paths.at("/~1$metadata/get/responses"))).contains("429");
    assertThat(paths.get(AUDITS).get("get").get("parameters").toString())
        .contains("1,000 at most; otherwise 100, with $top 1,000");
  }

  @Test
  void a_group_has_no_address() {
    assertThat(
            document().get("components").get("schemas").get(AUDIT).at("/properties/@odata.id/type"))
        .isEqualTo(Api.parse("[\"string\", \"null\"]"));
  }

  @Test
  void has_the_proof_of_an_entry_which_the_schema_cannot_say() {
    var proof = document().get("paths").get(AUDITS + "/{id}/history/{sequence}/proof").get("get");

    assertThat(new Operation("", proof).named("path")).containsExactly("id", "sequence");
    assertThat(fieldNames(proof.at("/responses/200/content"))).containsExactly("text/plain");
    assertThat(fieldNames(proof.get("responses"))).contains("404");
    assertThat(Api.ofNewTenant().get("/beta/$metadata").is(200).body()).doesNotContain("\"proof\"");
  }

  @Test
  void tells_what_a_creation_needs_and_an_update_cannot_change() {
    var schemas = document().at("/components/schemas");

    assertThat(schemas.get(AUDIT + ".create").get("required"))
        .isEqualTo(Api.parse("[\"action\", \"requestDateTime\"]"));
    assertThat(fieldNames(schemas.get(AUDIT + ".create").get("properties"))).contains("id");
    assertThat(fieldNames(schemas.get(AUDIT + ".update").get("properties"))).doesNotContain("id");
    assertThat(schemas.get(AUDIT).at("/properties/userName/deprecated").asBoolean()).isTrue();
    assertThat(schemas.get(AUDIT).at("/properties/deviceIMEI/type"))
        .isEqualTo(Api.parse("[\"string\", \"null\"]"));
  }

  @Test
  void its_example_of_a_creation_is_accepted() {
    var example =
        (ObjectNode) document().at("/components/schemas").get(AUDIT + ".create").at("/examples/0");
    example.remove("id");

    var answer = Api.ofNewTenant().post(example.toString()).is(201);

    assertThat(answer.json().get("deviceDisplayName").asText()).isEqualTo("LAPTOP-0042");
  }

  @Test
  void a_batch_may_have_as_many_requests_as_it_says_and_no_more() {
    int most =
        document().at("/components/schemas/BatchRequest/properties/requests/maxItems").asInt();

    assertThat(batch(ids(most)).status()).isEqualTo(200);
    assertThat(batch(ids(most + 1)).status()).isEqualTo(400);
  }

  @Test
  void a_request_of_a_batch_may_have_as_long_an_id_as_it_says_and_no_longer() {
    int longest =
        document()
            .at(
                "/components/schemas/BatchRequest/properties/requests/items/properties/id/maxLength")
            .asInt();

    assertThat(batch(Stream.of("i".repeat(longest))).status()).isEqualTo(200);
    assertThat(batch(Stream.of("i".repeat(longest + 1))).status()).isEqualTo(400);
    assertThat(batch(Stream.of("")).status()).isEqualTo(400);
  }

  private static Stream<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString);
  }

  private static Api.Answer batch(Stream<String> ids) {
    var parts =
        ids.map("{\"id\":\"%s\",\"method\":\"GET\",\"url\":\"/deviceManagement\"}"::formatted)
            .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
    return Api.ofNewTenant()
        .sending("Content-Type", "application/json")
        .send("POST", "/beta/$batch", parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml"})
  void says_the_same_in_yaml(String mediaType) throws Exception {
    var answer = anyone.sending("Accept", mediaType).get("/openapi").is(200);

    assertThat(answer.header("Content-Type")).isEqualTo(mediaType + ";charset=utf-8");
    assertThat(new YAMLMapper().readTree(answer.body())).isEqualTo(document());
  }

  @ParameterizedTest
  @CsvSource({"/openapi, ''", "/beta/openapi, /beta", "/v1.0/openapi, /v1.0"})
  void its_server_is_the_root_that_was_asked(String address, String root) {
    var document = anyone.get(address).is(200).json();

    assertThat(document.at("/servers/0/url").asText()).isEqualTo(anyone.origin() + root);
  }

  @Test
  void answers_head_and_options_and_refuses_other_forms() {
    var head = anyone.send("HEAD", "/openapi", "");

    assertThat(head.is(200).body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
    assertThat(anyone.send("OPTIONS", "/openapi", "").is(204).header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(
            anyone
                .sending("Accept", "text/html")
                .get("/openapi")
                .is(406)
                .error()
                .get("code")
                .asText())
        .isEqualTo("NotAcceptable");
    assertThat(anyone.get("/openapi?$top=1").status()).isEqualTo(400);
  }

  /** One method of one path. */
  private record Operation(String address, JsonNode json) {
    Stream<String> named(String place) {
      return StreamSupport.stream(json.get("parameters").spliterator(), false)
          .filter(parameter -> parameter.get("in").asText().equals(place))
          .map(parameter -> parameter.get("name").asText());
    }
  }

  private static Stream<Operation> operations(JsonNode document) {
    return document.get("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(method ->
                    new Operation(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        method.getValue())));
  }

  private static List<String> fieldNames(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
