package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.MetadataXml;
import gateway.TestIssuer;
import gateway.collection.Listing;
import gateway.odata.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

@GatewayTest
class MetadataTest {

  private static final String GRAPH = "//e:Schema[@Namespace='microsoft.graph']";
  private static final String AUDIT = GRAPH + "/e:EntityType[@Name='remoteActionAudit']";
  private static final String COLLECTION =
      "//e:Annotations[@Target='microsoft.graph.GraphService/deviceManagement/remoteActionAudits']";

  private final Api anyone = Api.with("");

  /** With the usual aliases in place of the names of vocabularies. */
  private MetadataXml xml() {
    return MetadataXml.parse(MetadataXml.aliased(anyone.get("/beta/$metadata").is(200).body()));
  }

  @Test
  void names_terms_in_full_and_sends_no_client_to_another_host() {
    String body = anyone.get("/beta/$metadata").is(200).body();

    assertThat(MetadataXml.parse(body).all("//e:Annotation", "Term"))
        .allMatch(term -> term.startsWith("Org.OData."));
    assertThat(body).doesNotContain("edmx:Reference");
  }

  private JsonNode json() {
    return anyone.get("/beta/$metadata?$format=json").is(200).json();
  }

  @Test
  void has_each_property_of_the_table_and_no_other() {
    var names =
        new ArrayList<>(xml().all(GRAPH + "/e:EntityType[@Name='entity']/e:Property", "Name"));
    names.addAll(xml().all(AUDIT + "/e:Property", "Name"));

    assertThat(names)
        .containsExactlyElementsOf(
            Arrays.stream(AuditProperty.values()).map(AuditProperty::wireName).toList());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ID")
  void describes_a_property_as_the_table_does(AuditProperty property) {
    var element = xml().one(AUDIT + "/e:Property[@Name='" + property.wireName() + "']");

    assertThat(element.getAttribute("Type")).isEqualTo(type(property));
    assertThat(element.getAttribute("Nullable")).isEqualTo(property.nullable() ? "" : "false");
  }

  private static String type(AuditProperty property) {
    return switch (property.type()) {
      case AuditProperty.Type.Text _ -> "Edm.String";
      case AuditProperty.Type.Instant _ -> "Edm.DateTimeOffset";
      case AuditProperty.Type.Enum(var enumeration) ->
          enumeration.qualifiedName().replace("microsoft.graph.", "graph.");
    };
  }

  /** As Graph's own metadata has it. */
  @ParameterizedTest
  @CsvSource({
    "action, graph.remoteAction, false",
    "actionState, graph.actionState, false",
    "bulkDeviceActionId, Edm.String, ''",
    "deviceActionCategory, graph.deviceActionCategory, false",
    "deviceDisplayName, Edm.String, ''",
    "deviceIMEI, Edm.String, ''",
    "deviceOwnerUserPrincipalName, Edm.String, ''",
    "initiatedByUserPrincipalName, Edm.String, ''",
    "managedDeviceId, Edm.String, ''",
    "requestDateTime, Edm.DateTimeOffset, false",
    "userName, Edm.String, ''"
  })
  void describes_a_property_as_graph_does(String name, String type, String nullable) {
    var element = xml().one(AUDIT + "/e:Property[@Name='" + name + "']");

    assertThat(element.getAttribute("Type")).isEqualTo(type);
    assertThat(element.getAttribute("Nullable")).isEqualTo(nullable);
  }

  static Stream<Enumeration> enumerations() {
    return Stream.of(
        Enumeration.REMOTE_ACTION, Enumeration.ACTION_STATE, Enumeration.DEVICE_ACTION_CATEGORY);
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void lists_the_members_of_an_enum_with_their_numbers(Enumeration enumeration) {
    String name = enumeration.qualifiedName().substring("microsoft.graph.".length());
    var members = xml().all(GRAPH + "/e:EnumType[@Name='" + name + "']/e:Member");

    assertThat(members.stream().map(m -> m.getAttribute("Name") + "=" + m.getAttribute("Value")))
        .containsExactlyElementsOf(
            enumeration.members().stream().map(m -> m.name() + "=" + m.number()).toList());
  }

  @Test
  void says_the_same_in_json() {
    var graph = json().get("microsoft.graph");

    assertThat(json().get("$EntityContainer").asText()).isEqualTo("microsoft.graph.GraphService");
    assertThat(graph.at("/GraphService/deviceManagement/$Type").asText())
        .isEqualTo("graph.deviceManagement");
    assertThat(graph.at("/deviceManagement/remoteActionAudits"))
        .isEqualTo(
            Api.parse(
                """
                {"$Kind": "NavigationProperty", "$Collection": true,
                 "$Type": "graph.remoteActionAudit", "$ContainsTarget": true}
                """));
    for (AuditProperty property : AuditProperty.WRITABLE) {
      var member = graph.get("remoteActionAudit").get(property.wireName());
      assertThat(member.path("$Type").asText("Edm.String")).isEqualTo(type(property));
      assertThat(member.path("$Nullable").asBoolean()).isEqualTo(property.nullable());
    }
    enumerations()
        .forEach(enumeration -> {
          var type = graph.get(enumeration.qualifiedName().substring("microsoft.graph.".length()));
          enumeration
              .members()
              .forEach(m -> assertThat(type.get(m.name()).asInt()).isEqualTo(m.number()));
        });
  }

  @Test
  void contains_the_audits_in_the_singleton() {
    var navigation =
        xml().one(GRAPH + "/e:EntityType[@Name='deviceManagement']/e:NavigationProperty");

    assertThat(navigation.getAttribute("Name")).isEqualTo("remoteActionAudits");
    assertThat(navigation.getAttribute("Type")).isEqualTo("Collection(graph.remoteActionAudit)");
    assertThat(navigation.getAttribute("ContainsTarget")).isEqualTo("true");
    assertThat(xml().all(GRAPH + "/e:EntityContainer/e:Singleton", "Name"))
        .containsExactly("deviceManagement");
  }

  @Test
  void keeps_graphs_namespace_free_of_what_graph_does_not_have() {
    assertThat(xml().all(GRAPH + "/e:Function")).isEmpty();
    assertThat(xml().all(GRAPH + "/e:Action")).isEmpty();
    assertThat(xml().all(GRAPH + "/e:EntityType", "Name"))
        .containsExactly("entity", "deviceManagement", "remoteActionAudit");
  }

  @Test
  void calls_the_user_name_deprecated() {
    var revision =
        xml().one(AUDIT + "/e:Property[@Name='userName']/e:Annotation[@Term='Core.Revisions']");

    assertThat(revision.getElementsByTagName("PropertyValue").getLength()).isEqualTo(2);
    assertThat(
            ((Element) revision.getElementsByTagName("PropertyValue").item(0))
                .getAttribute("EnumMember"))
        .isEqualTo("Core.RevisionKind/Deprecated");
  }

  @ParameterizedTest
  @CsvSource({
    "CountRestrictions, Countable, $count",
    "SelectSupport, Supported, $select",
    "FilterRestrictions, Filterable, $filter",
    "SortRestrictions, Sortable, $orderby",
    "SearchRestrictions, Searchable, $search",
    "ExpandRestrictions, Expandable, $expand"
  })
  void says_that_an_option_is_supported_when_it_is(String term, String property, String option) {
    var value =
        xml()
            .one(
                COLLECTION
                    + "/e:Annotation[@Term='Capabilities."
                    + term
                    + "']/e:Record/e:PropertyValue[@Property='"
                    + property
                    + "']");

    assertThat(value.getAttribute("Bool"))
        .isEqualTo(String.valueOf(Listing.OPTIONS.contains(option)))
        .isEqualTo(String.valueOf(isAnswered(option)));
  }

  @ParameterizedTest
  @CsvSource({"TopSupported, $top", "SkipSupported, $skip", "ComputeSupported, $compute"})
  void says_that_an_option_is_supported_when_it_is(String term, String option) {
    assertThat(
            xml()
                .one(COLLECTION + "/e:Annotation[@Term='Capabilities." + term + "']")
                .getAttribute("Bool"))
        .isEqualTo(String.valueOf(isAnswered(option)));
  }

  @Test
  void speaks_of_transformations_when_they_are_supported() {
    assertThat(
            xml().all(COLLECTION + "/e:Annotation[@Term='Aggregation.ApplySupported']").size() == 1)
        .isEqualTo(isAnswered("$apply"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aggregate($count as n)",
        "concat(identity,identity)",
        "filter(action eq 'delete')",
        "groupby((action))",
        "identity",
        "nest(identity as n)",
        "orderby(action)",
        "skip(1)",
        "top(1)",
        "topcount(1,action)"
      })
  void names_a_transformation_when_it_is_supported(String transformation) {
    var names =
        xml().all(COLLECTION + "//e:PropertyValue[@Property='Transformations']//e:String").stream()
            .map(Element::getTextContent)
            .toList();
    String address = Api.AUDITS + "?$apply=" + transformation.replace(" ", "%20");

    assertThat(Api.ofNewTenant().get(address).status() == 200)
        .isEqualTo(names.contains(transformation.split("\\W", 2)[0]));
  }

  @Test
  void names_the_ways_to_aggregate() {
    var methods =
        xml()
            .all(
                COLLECTION
                    + "//e:PropertyValue[@Property='AggregatableProperties']/e:Collection/e:Record"
                    + "[e:PropertyValue/@PropertyPath='deviceIMEI']"
                    + "/e:PropertyValue[@Property='SupportedAggregationMethods']//e:String")
            .stream()
            .map(Element::getTextContent)
            .toList();

    for (String method : List.of("sum", "min", "max", "average", "countdistinct")) {
      String address =
          Api.AUDITS + "?$apply=aggregate(deviceIMEI%20with%20" + method + "%20as%20n)";
      assertThat(Api.ofNewTenant().get(address).status() == 200)
          .as(method)
          .isEqualTo(methods.contains(method));
    }
  }

  private static boolean isAnswered(String option) {
    String value =
        switch (option) {
          case "$count" -> "true";
          case "$filter" -> "true";
          case "$top", "$skip" -> "1";
          case "$compute" -> "length(id)%20as%20n";
          case "$apply" -> "aggregate($count%20as%20n)";
          default -> "action";
        };
    return Api.ofNewTenant().get(Api.AUDITS + "?" + option + "=" + value).status() == 200;
  }

  @Test
  void lists_the_functions_of_filters() {
    var functions =
        xml()
            .all(
                COLLECTION
                    + "/e:Annotation[@Term='Capabilities.FilterFunctions']/e:Collection/e:String");

    assertThat(functions.stream().map(Element::getTextContent))
        .containsExactlyElementsOf(Filter.functions())
        .contains("contains", "tolower", "indexof", "fractionalseconds", "date", "now")
        .doesNotContain("matchespattern");
  }

  @ParameterizedTest
  @CsvSource({
    "ReadRestrictions, GET, 4",
    "InsertRestrictions, POST, 2",
    "UpdateRestrictions, PATCH, 2",
    "DeleteRestrictions, DELETE, 2"
  })
  void names_the_permissions_that_open_an_operation(String term, String method, int count) {
    var scopes =
        xml()
            .all(
                COLLECTION
                    + "/e:Annotation[@Term='Capabilities."
                    + term
                    + "']//e:PropertyValue[@Property='Scope']",
                "String");

    assertThat(Set.copyOf(scopes)).hasSize(count);
    assertThat(scopes).hasSize(2 * count);
    for (String scope : scopes) {
      var caller = Api.with(TestIssuer.delegated(UUID.randomUUID(), scope));
      String address =
          method.equals("GET") || method.equals("POST") ? Api.AUDITS : Api.AUDITS + "/x";
      assertThat(caller.send(method, address, "").status()).isNotIn(401, 403);
    }
  }

  @Test
  void says_what_a_creation_needs_and_an_update_cannot_change() {
    var names = new ArrayList<String>();
    for (String property : List.of("RequiredProperties", "NonUpdatableProperties")) {
      xml()
          .all(COLLECTION + "//e:PropertyValue[@Property='" + property + "']//e:PropertyPath")
          .forEach(path -> names.add(path.getTextContent()));
    }

    assertThat(names).containsExactly("action", "requestDateTime", "id");
    assertThat(
            xml()
                .all(
                    COLLECTION
                        + "/e:Annotation[@Term='Core.OptimisticConcurrency']//e:PropertyPath"))
        .extracting(Element::getTextContent)
        .containsExactlyElementsOf(
            AuditProperty.WRITABLE.stream().map(AuditProperty::wireName).toList());
    assertThat(
            xml()
                .all(
                    COLLECTION
                        + "//e:PropertyValue[@Property='Name'][@String='If-Match']"
                        + "/../e:PropertyValue[@Property='Required']",
                    "Bool"))
        .containsExactly("false", "false");
  }

  @Test
  void states_a_length_that_is_counted_in_code_points() {
    String longest = xml().one(AUDIT + "/e:Property[@Name='deviceIMEI']").getAttribute("MaxLength");
    var api = Api.ofNewTenant();
    String id = api.created();

    int length = Integer.parseInt(longest);
    assertThat(api.patch(id, "{\"deviceIMEI\":\"" + "😀".repeat(length) + "\"}").status())
        .isEqualTo(200);
    assertThat(api.patch(id, "{\"deviceIMEI\":\"" + "😀".repeat(length + 1) + "\"}").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "history, microsoft.graph.remoteActionAudit, Collection(gateway.remoteActionAuditChange)",
    "remoteActionAuditChanges, microsoft.graph.deviceManagement, Collection(gateway.remoteActionAuditChange)",
    "timeline, microsoft.graph.remoteActionAudit, gateway.remoteActionAuditTimeline"
  })
  void has_what_is_ours_as_bound_functions_in_our_own_namespace(
      String name, String binding, String returns) {
    String path = "//e:Schema[@Namespace='gateway']/e:Function[@Name='" + name + "']";

    assertThat(xml().one(path).getAttribute("IsBound")).isEqualTo("true");
    assertThat(xml().all(path + "/e:Parameter", "Type")).containsExactly(binding);
    assertThat(xml().one(path + "/e:ReturnType").getAttribute("Type")).isEqualTo(returns);
  }

  @ParameterizedTest
  @CsvSource({
    "microsoft.graph.remoteActionAudit, gateway.auditErasure",
    "microsoft.graph.deviceManagement, gateway.personErasure"
  })
  void tells_actions_of_one_name_apart_by_what_they_are_bound_to(String binding, String returns) {
    String path =
        "//e:Schema[@Namespace='gateway']/e:Action[@Name='erasePersonalData'][e:Parameter[@Type='"
            + binding
            + "']]";

    assertThat(xml().one(path).getAttribute("IsBound")).isEqualTo("true");
    assertThat(xml().one(path + "/e:ReturnType").getAttribute("Type")).isEqualTo(returns);
    assertThat(json().get("gateway").get("erasePersonalData")).hasSize(2);
  }

  @Test
  void describes_a_timeline_as_it_is_answered() {
    var api = Api.ofNewTenant();
    var timeline = api.get(Api.AUDITS + "/" + api.created() + "/timeline").is(200).json();
    var names = new ArrayList<>(fieldNames(timeline));
    names.remove("@odata.context");

    assertThat(xml().all("//e:ComplexType[@Name='remoteActionAuditTimeline']/e:Property", "Name"))
        .containsExactlyElementsOf(names);
    assertThat(xml().all("//e:ComplexType[@Name='timelineState']/e:Property", "Name"))
        .containsExactlyElementsOf(fieldNames(timeline.get("states").get(0)));
  }

  @Test
  void describes_an_entry_of_the_history_as_it_is_answered() {
    var api = Api.ofNewTenant();
    String address = Api.AUDITS + "/" + api.created() + "/history?$select=*";
    var entry = api.get(address).is(200).json().get("value").get(0);
    var names = new ArrayList<String>();
    entry.fieldNames().forEachRemaining(names::add);
    names.remove("@odata.type");

    assertThat(xml().all("//e:EntityType[@Name='remoteActionAuditChange']/e:Property", "Name"))
        .containsExactlyElementsOf(names);
    assertThat(xml().all("//e:ComplexType[@Name='initiatedBy']/e:Property", "Name"))
        .containsExactlyElementsOf(fieldNames(entry.get("initiatedBy")));
    assertThat(xml().all("//e:ComplexType[@Name='propertyChange']/e:Property", "Name"))
        .containsExactlyElementsOf(fieldNames(entry.get("changes").get(0)));
  }

  private static List<String> fieldNames(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void the_service_document_lists_what_the_container_has() {
    var document = Api.ofNewTenant().get("/beta/").is(200).json();

    assertThat(document.get("@odata.context").asText()).endsWith("/beta/$metadata");
    assertThat(document.get("value").findValuesAsText("name"))
        .isEqualTo(xml().all("//e:EntityContainer/e:Singleton", "Name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beta/$metadata", "/v1.0/$metadata", "/$metadata"})
  void is_the_same_at_every_root_for_everyone(String address) {
    var answer = anyone.get(address).is(200);

    assertThat(answer.header("Content-Type")).isEqualTo("application/xml;charset=utf-8");
    assertThat(answer.header("OData-Version")).isEqualTo("4.0");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("request-id")).isNotEmpty();
    assertThat(answer.body()).isEqualTo(anyone.get("/beta/$metadata").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | /beta/$metadata",
        "text/html | /beta/$metadata?$format=json",
        "application/xml | /beta/$metadata?format=application/json"
      })
  void is_json_for_those_who_ask(String accept, String address) {
    var answer = anyone.sending("Accept", accept).get(address).is(200);

    assertThat(answer.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
    assertThat(answer.json().get("$Version").asText()).isEqualTo("4.01");
  }

  @Test
  void answers_head_and_options_and_refuses_the_rest() {
    var head = anyone.send("HEAD", "/beta/$metadata", "").is(200);

    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("application/xml;charset=utf-8");
    assertThat(anyone.send("OPTIONS", "/beta/$metadata", "").is(204).header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(anyone.send("POST", "/beta/$metadata", "").status()).isEqualTo(405);
    assertThat(anyone.get("/beta/$metadata?$format=atom").status()).isEqualTo(400);
    assertThat(anyone.get("/beta/$metadata?$filter=true").status()).isEqualTo(400);
    // 406 before 400 (contract §1).
    assertThat(anyone.sending("Accept", "text/html").get("/beta/$metadata?$filter=true").status())
        .isEqualTo(406);
  }
}
