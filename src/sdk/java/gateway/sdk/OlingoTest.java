package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.ex.ODataErrorDetail;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A client that knows OData and nothing of Graph, and that takes every link from the answers. */
@GatewayTest
@QuarkusTestResource(value = TestCertificate.class, restrictToAnnotatedClass = true)
class OlingoTest {

  private final String origin =
      "https://localhost:"
          + ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
  private final Olingo olingo =
      Olingo.of(origin, TestIssuer.delegated(UUID.randomUUID(), Api.READ_WRITE));

  @Test
  void creates_an_audit_and_reads_it_by_its_key_with_all_control_information() throws Exception {
    var made = created("Ada", "factoryReset", "2026-01-02T03:04:05.1234567-08:00");
    String id = text(made, "id");

    var read = read(olingo.audits().appendKeySegment(id).build());

    String address = olingo.root() + "/deviceManagement/remoteActionAudits('" + id + "')";
    assertThat(read.getId()).isEqualTo(made.getId()).isEqualTo(URI.create(address));
    assertThat(read.getEditLink()).isEqualTo(URI.create(address));
    assertThat(read.getETag()).isEqualTo(made.getETag()).isEqualTo("W/\"1\"");
    assertThat(read.getTypeName()).isEqualTo(Olingo.AUDIT);
    assertThat(read.getProperty("action").hasEnumValue()).isTrue();
    assertThat(read.getProperty("action").getEnumValue().getTypeName())
        .isEqualTo("microsoft.graph.remoteAction");
    assertThat(read.getProperty("action").getEnumValue().getValue()).isEqualTo("factoryReset");
    assertThat(read.getProperty("actionState").getEnumValue().getTypeName())
        .isEqualTo("microsoft.graph.actionState");
    assertThat(read.getProperty("deviceActionCategory").getEnumValue().getTypeName())
        .isEqualTo("microsoft.graph.deviceActionCategory");
    var requested = read.getProperty("requestDateTime").getPrimitiveValue();
    assertThat(requested.getTypeKind()).isEqualTo(EdmPrimitiveTypeKind.DateTimeOffset);
    assertThat(requested.toCastValue(java.sql.Timestamp.class).toInstant())
        .isEqualTo(Instant.parse("2026-01-02T11:04:05.1234567Z"));
    assertThat(text(read, "userName")).isEqualTo("Ada");
    assertThat(read.getProperty("deviceIMEI").hasNullValue()).isTrue();
  }

  @Test
  void filters_orders_counts_and_selects() {
    created("Grace", "factoryReset", "2026-01-02T00:00:00Z");
    created("Zoë's & 100% + #", "remoteLock", "2026-01-03T00:00:00Z");
    created("Ada", "factoryReset", "2026-01-04T00:00:00Z");
    var filters = olingo.client().getFilterFactory();
    var arguments = filters.getArgFactory();

    var resets =
        page(
            olingo
                .audits()
                .filter(filters.eq("action", "factoryReset"))
                .orderBy("userName desc")
                .count(true)
                .top(1)
                .select("id", "userName")
                .build());
    var nested =
        page(
            olingo
                .audits()
                .filter(
                    filters.or(
                        filters.and(
                            filters.not(filters.le("userName", "Grace")),
                            filters.gt("requestDateTime", Instant.parse("2026-01-02T12:00:00Z"))),
                        filters.match(
                            arguments.endswith(
                                arguments.toupper(arguments.property("userName")),
                                arguments.literal("RACE")))))
                .build());
    var quoted = page(olingo.audits().filter("userName eq 'Zoë''s & 100% + #'").build());
    var searched = page(olingo.audits().search("ada").build());

    assertThat(resets.getCount()).isEqualTo(2);
    assertThat(names(resets.getEntities())).containsExactly("Grace");
    assertThat(resets.getEntities().getFirst().getProperties()).hasSize(2);
    assertThat(names(nested.getEntities())).containsExactly("Zoë's & 100% + #", "Grace");
    assertThat(names(quoted.getEntities())).containsExactly("Zoë's & 100% + #");
    assertThat(names(searched.getEntities())).containsExactly("Ada");
  }

  @Test
  void counts_as_plain_text() {
    created("Grace", "factoryReset", "2026-01-02T00:00:00Z");
    created("Ada", "remoteLock", "2026-01-03T00:00:00Z");

    var all = olingo.audits().appendCountSegment().build();
    var some = olingo.audits().appendCountSegment().filter("userName eq 'Ada'").build();

    assertThat(value(all)).isEqualTo("2");
    assertThat(value(some)).isEqualTo("1");
  }

  @Test
  void walks_the_pages_by_their_links() {
    for (int day = 1; day <= 7; day++) {
      created("user " + day, "remoteLock", "2026-01-0" + day + "T00:00:00Z");
    }
    var seen = new ArrayList<String>();
    int pages = 0;

    URI next = olingo.audits().filter("userName ne 'user 4'").build();
    while (next != null) {
      var page = page(next);
      seen.addAll(names(page.getEntities()));
      next = page.getNext();
      pages++;
    }

    assertThat(seen).containsExactly("user 7", "user 6", "user 5", "user 3", "user 2", "user 1");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void streams_a_page_one_entity_after_another() {
    created("Grace", "factoryReset", "2026-01-02T00:00:00Z");
    created("Ada", "remoteLock", "2026-01-03T00:00:00Z");
    created("Linus", "remoteLock", "2026-01-04T00:00:00Z");
    var request =
        olingo
            .client()
            .getRetrieveRequestFactory()
            .getEntitySetIteratorRequest(olingo.audits().build());
    request.setPrefer("odata.maxpagesize=2");

    var entities = request.execute().getBody();
    var seen = new ArrayList<ClientEntity>();
    entities.forEachRemaining(seen::add);

    assertThat(names(seen)).containsExactly("Linus", "Ada");
    assertThat(names(page(entities.getNext()).getEntities())).containsExactly("Grace");
  }

  @Test
  void updates_by_the_link_and_the_tag_that_it_read() {
    var made = created("Ada", "factoryReset", "2026-01-02T00:00:00Z");
    var change = olingo.client().getObjectFactory().newEntity(Olingo.AUDIT);
    change.setEditLink(made.getEditLink());
    olingo.set(change, "actionState", "microsoft.graph.actionState", "done");
    olingo.set(change, "userName", "Grace");

    var first = patch(change, made.getETag());
    var second = refused(412, () -> patch(change, made.getETag()));

    assertThat(first.getETag()).isEqualTo("W/\"2\"");
    assertThat(first.getProperty("actionState").getEnumValue().getValue()).isEqualTo("done");
    assertThat(text(first, "userName")).isEqualTo("Grace");
    assertThat(second.getODataError().getCode()).isEqualTo("PreconditionFailed");
  }

  @Test
  void updates_with_all_that_it_read() {
    var made = created("Ada", "factoryReset", "2026-01-02T03:04:05.1234567Z");
    var read = read(made.getEditLink());
    read.getProperties().remove(read.getProperty("userName"));
    olingo.set(read, "userName", "Grace");

    var changed = patch(read, read.getETag());

    assertThat(text(changed, "userName")).isEqualTo("Grace");
    assertThat(changed.getETag()).isEqualTo("W/\"2\"");
  }

  @Test
  void finds_its_way_from_the_service_document() {
    var document =
        olingo
            .client()
            .getRetrieveRequestFactory()
            .getServiceDocumentRequest(olingo.root())
            .execute()
            .getBody();

    assertThat(document.getSingletonURI("deviceManagement"))
        .isEqualTo(URI.create(olingo.root() + "/deviceManagement"));
  }

  @Test
  void deletes() {
    var made = created("Ada", "factoryReset", "2026-01-02T00:00:00Z");
    var request = olingo.client().getCUDRequestFactory().getDeleteRequest(made.getEditLink());
    request.setIfMatch(made.getETag());

    assertThat(request.execute().getStatusCode()).isEqualTo(204);

    var error = refused(404, () -> read(made.getId())).getODataError();
    assertThat(error.getCode()).isEqualTo("ResourceNotFound");
  }

  @Test
  void reads_all_faults_of_a_body() {
    var faulty = olingo.client().getObjectFactory().newEntity(Olingo.AUDIT);
    olingo.set(faulty, "userName", "Ada");

    var error = refused(400, () -> created(faulty)).getODataError();

    assertThat(error.getCode()).isEqualTo("BadRequest");
    assertThat(error.getMessage()).isNotEmpty();
    assertThat(error.getDetails())
        .extracting(ODataErrorDetail::getTarget)
        .containsExactly("action", "requestDateTime");
  }

  private ClientEntity created(String userName, String action, String requested) {
    var audit = olingo.audit(action, requested);
    olingo.set(audit, "userName", userName);
    return created(audit);
  }

  private ClientEntity created(ClientEntity audit) {
    return olingo
        .client()
        .getCUDRequestFactory()
        .getEntityCreateRequest(olingo.audits().build(), audit)
        .execute()
        .getBody();
  }

  private ClientEntity read(URI address) {
    return olingo
        .client()
        .getRetrieveRequestFactory()
        .getEntityRequest(address)
        .execute()
        .getBody();
  }

  private ClientEntity patch(ClientEntity change, String ifMatch) {
    var request =
        olingo.client().getCUDRequestFactory().getEntityUpdateRequest(UpdateType.PATCH, change);
    request.setIfMatch(ifMatch);
    return request.execute().getBody();
  }

  /** One page of at most two entities. */
  private ClientEntitySet page(URI address) {
    ODataEntitySetRequest<ClientEntitySet> request =
        olingo.client().getRetrieveRequestFactory().getEntitySetRequest(address);
    request.setPrefer("odata.maxpagesize=2");
    return request.execute().getBody();
  }

  private String value(URI address) {
    var request = olingo.client().getRetrieveRequestFactory().getValueRequest(address);
    return request.execute().getBody().toString();
  }

  private static List<String> names(List<ClientEntity> audits) {
    return audits.stream().map(audit -> text(audit, "userName")).toList();
  }

  private static String text(ClientEntity audit, String property) {
    return audit.getProperty(property).getPrimitiveValue().toString();
  }

  private static ODataClientErrorException refused(int status, ThrowingCallable call) {
    var refusal = catchThrowableOfType(ODataClientErrorException.class, call);
    assertThat(refusal).as("an OData error").isNotNull();
    assertThat(refusal.getStatusLine().getStatusCode()).isEqualTo(status);
    return refusal;
  }
}
