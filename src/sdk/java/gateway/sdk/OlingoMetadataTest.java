package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.UUID;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmPrimitiveType;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.constants.EdmTypeKind;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What a client makes of the metadata that knows nothing else of the service. */
@GatewayTest
@QuarkusTestResource(value = TestCertificate.class, restrictToAnnotatedClass = true)
class OlingoMetadataTest {

  private final Olingo olingo =
      Olingo.of(
          "https://localhost:"
              + ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class),
          TestIssuer.delegated(UUID.randomUUID(), Api.READ));

  private Edm metadata() {
    return olingo
        .client()
        .getRetrieveRequestFactory()
        .getMetadataRequest(olingo.root())
        .execute()
        .getBody();
  }

  @Test
  void finds_the_type_its_key_and_its_properties() {
    var audit = metadata().getEntityType(Olingo.AUDIT);

    assertThat(audit.getKeyPredicateNames()).containsExactly("id");
    assertThat(audit.getPropertyNames()).hasSize(12).contains("deviceIMEI", "bulkDeviceActionId");
    assertThat(audit.getStructuralProperty("deviceIMEI").isNullable()).isTrue();
    assertThat(audit.getStructuralProperty("deviceIMEI").getMaxLength()).isEqualTo(512);
    assertThat(audit.getStructuralProperty("requestDateTime").isNullable()).isFalse();
    assertThat(audit.getStructuralProperty("requestDateTime").getPrecision()).isEqualTo(7);
    assertThat(audit.getStructuralProperty("requestDateTime").getType())
        .isInstanceOf(EdmPrimitiveType.class);
  }

  @Test
  void finds_the_members_of_an_enum_with_their_numbers() {
    var type = metadata().getEntityType(Olingo.AUDIT).getStructuralProperty("action").getType();

    assertThat(type.getKind()).isEqualTo(EdmTypeKind.ENUM);
    var members = (EdmEnumType) type;
    assertThat(members.getMemberNames()).hasSize(41);
    assertThat(members.getMember("unknownFutureValue").getValue()).isEqualTo("33");
    assertThat(members.getMember("restoreManagedHomeScreen").getValue()).isEqualTo("42");
  }

  @Test
  void finds_the_way_to_the_collection() {
    var singleton = metadata().getEntityContainer().getSingleton("deviceManagement");
    var audits = singleton.getEntityType().getNavigationProperty("remoteActionAudits");

    assertThat(audits.isCollection()).isTrue();
    assertThat(audits.containsTarget()).isTrue();
    assertThat(audits.getType().getFullQualifiedName()).isEqualTo(Olingo.AUDIT);
  }

  @Test
  void finds_our_functions() {
    var history =
        metadata()
            .getBoundFunction(
                new FullQualifiedName("gateway", "history"), Olingo.AUDIT, false, null);

    assertThat(history.getReturnType().isCollection()).isTrue();
    assertThat(history.getReturnType().getType().getFullQualifiedName())
        .isEqualTo(new FullQualifiedName("gateway", "remoteActionAuditChange"));
  }
}
