package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import com.microsoft.graph.beta.models.odataerrors.ErrorDetails;
import com.microsoft.graph.beta.models.odataerrors.MainError;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import gateway.Api;
import gateway.TestIssuer;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, as the SDK gives them to a program. */
interface ErrorBehaviour extends Connection {

  @ParameterizedTest
  @ValueSource(strings = {"no-such-audit", "no such audit", "größer", "100%", "a+b", "'"})
  default void finds_no_audit_of_such_an_id(String id) {
    var sdk = ofNewTenant();

    var error = refused(sdk, 404, () -> sdk.get(id));

    assertThat(error.getCode()).isEqualTo("ResourceNotFound");
  }

  @Test
  default void lists_all_faults_of_a_body() {
    var sdk = ofNewTenant();

    var error = refused(sdk, 400, () -> sdk.audits().post(new RemoteActionAudit()));

    assertThat(error.getCode()).isEqualTo("BadRequest");
    assertThat(error.getDetails())
        .extracting(ErrorDetails::getTarget, ErrorDetails::getCode, ErrorDetails::getMessage)
        .containsExactly(
            tuple("action", "BadRequest", "The property 'action' is required."),
            tuple("requestDateTime", "BadRequest", "The property 'requestDateTime' is required."));
  }

  @Test
  default void names_the_property_of_a_single_fault() {
    var sdk = ofNewTenant();
    var audit = sdk.get(sdk.created());
    audit.setAction(null);

    var error = refused(sdk, 400, () -> sdk.patch(audit.getId(), audit));

    assertThat(error.getTarget()).isEqualTo("action");
    assertThat(error.getMessage())
        .isEqualTo(
            "null is not a valid value for the property 'action'; 'action' is not a nullable property.");
  }

  @Test
  default void refuses_more_digits_than_a_hundred_nanoseconds() {
    var sdk = ofNewTenant();
    var audit = Sdk.audit(RemoteAction.RemoteLock);
    audit.setRequestDateTime(Sdk.REQUESTED.withNano(123_456_789));

    var error = refused(sdk, 400, () -> sdk.audits().post(audit));

    assertThat(error.getTarget()).isEqualTo("requestDateTime");
  }

  @Test
  default void refuses_a_body_that_is_too_large() {
    var sdk = ofNewTenant();
    String id = sdk.created();
    var change = new RemoteActionAudit();
    change.setUserName("x".repeat(64 * 1024));

    var error = refused(sdk, 413, () -> sdk.patch(id, change));

    assertThat(error.getCode()).isEqualTo("RequestTooLarge");
  }

  @Test
  default void names_the_permissions_that_would_do() {
    var sdk = with(TestIssuer.delegated(UUID.randomUUID(), Api.READ));

    var error = refused(sdk, 403, () -> sdk.audits().post(Sdk.audit(RemoteAction.RemoteLock)));

    assertThat(error.getCode()).isEqualTo("Forbidden");
    assertThat(error.getMessage()).contains(Api.READ_WRITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not-a-token"})
  default void refuses_a_caller_without_a_valid_token(String token) {
    var sdk = with(token);

    var error = refused(sdk, 401, () -> sdk.audits().get());

    assertThat(error.getCode()).isEqualTo("InvalidAuthenticationToken");
    assertThat(sdk.last().receivedHeader("WWW-Authenticate")).startsWith("Bearer ");
  }

  @Test
  default void refuses_an_update_of_what_has_changed_meanwhile() {
    var sdk = ofNewTenant();
    var audit = sdk.get(sdk.created());
    String seen = (String) audit.getAdditionalData().get("@odata.etag");
    audit.setUserName("Ada");
    sdk.patch(audit.getId(), audit);

    var error =
        refused(
            sdk,
            412,
            () ->
                sdk.audits()
                    .byRemoteActionAuditId(audit.getId())
                    .delete(request -> request.headers.add("If-Match", seen)));

    assertThat(error.getCode()).isEqualTo("PreconditionFailed");
  }

  @Test
  default void refuses_an_id_that_is_taken() {
    var sdk = ofNewTenant();
    var audit = Sdk.audit(RemoteAction.RemoteLock);
    audit.setId(sdk.created());

    var error = refused(sdk, 409, () -> sdk.audits().post(audit));

    assertThat(error.getCode()).isEqualTo("Conflict");
  }

  /** The error that a call ends in, whose ids and date are those of the exchange. */
  private static MainError refused(Sdk sdk, int status, ThrowingCallable call) {
    var refusal = catchThrowableOfType(ODataError.class, call);
    assertThat(refusal).as("an ODataError").isNotNull();
    assertThat(refusal.getResponseStatusCode()).isEqualTo(status);
    var error = refusal.getError();
    assertThat(refusal.getMessage()).isEqualTo(error.getMessage()).isNotEmpty();
    var inner = error.getInnerError();
    assertThat(inner).as("innerError").isNotNull();
    assertThat(inner.getRequestId()).isEqualTo(sdk.last().receivedHeader("request-id"));
    assertThat(inner.getClientRequestId()).isEqualTo(sdk.last().sentHeader("client-request-id"));
    assertThat(sdk.last().receivedHeader("client-request-id"))
        .isEqualTo(inner.getClientRequestId());
    assertThat(inner.getDate())
        .isBetween(OffsetDateTime.now().minusMinutes(1), OffsetDateTime.now());
    return error;
  }
}
