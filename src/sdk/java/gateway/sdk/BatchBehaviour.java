package gateway.sdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.beta.models.ActionState;
import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import com.microsoft.graph.beta.models.RemoteActionAuditCollectionResponse;
import com.microsoft.graph.core.content.BatchRequestContent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several requests in one, as the SDK writes and reads them. */
interface BatchBehaviour extends Connection {

  @Test
  default void answers_each_request_of_a_batch() throws Exception {
    var sdk = ofNewTenant();
    sdk.created();
    var audit = Sdk.audit(RemoteAction.FactoryReset);
    audit.setId("of-a-batch");
    var change = new RemoteActionAudit();
    change.setActionState(ActionState.Done);
    var one = sdk.audits().byRemoteActionAuditId("of-a-batch");
    var batch = new BatchRequestContent(sdk.graph());
    String create = batch.addBatchRequestStep(sdk.audits().toPostRequestInformation(audit));
    String update = batch.addBatchRequestStep(one.toPatchRequestInformation(change));
    String list =
        batch.addBatchRequestStep(
            sdk.audits()
                .toGetRequestInformation(request -> {
                  request.queryParameters.filter = "actionState eq 'done'";
                  request.queryParameters.count = true;
                }));
    String delete = batch.addBatchRequestStep(one.toDeleteRequestInformation());
    follow(batch, create, update, list, delete);

    var answers = sdk.graph().getBatchRequestBuilder().post(batch, null);

    assertThat(answers.getResponsesStatusCode())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(create, 201, update, 200, list, 200, delete, 204));
    assertThat(
            answers
                .getResponseById(create, RemoteActionAudit::createFromDiscriminatorValue)
                .getActionState())
        .isEqualTo(ActionState.Pending);
    assertThat(
            answers
                .getResponseById(update, RemoteActionAudit::createFromDiscriminatorValue)
                .getActionState())
        .isEqualTo(ActionState.Done);
    var page =
        answers.getResponseById(
            list, RemoteActionAuditCollectionResponse::createFromDiscriminatorValue);
    assertThat(page.getOdataCount()).isEqualTo(1);
    assertThat(page.getValue()).extracting(RemoteActionAudit::getId).containsExactly("of-a-batch");
    assertThat(sdk.audits().count().get()).isEqualTo(1);
  }

  @Test
  default void fails_what_depends_on_a_failure_and_nothing_else() throws Exception {
    var sdk = ofNewTenant();
    String there = sdk.created();
    var batch = new BatchRequestContent(sdk.graph());
    String missing =
        batch.addBatchRequestStep(
            sdk.audits().byRemoteActionAuditId("missing").toGetRequestInformation());
    String behind =
        batch.addBatchRequestStep(
            sdk.audits().byRemoteActionAuditId(there).toDeleteRequestInformation());
    String beside =
        batch.addBatchRequestStep(
            sdk.audits().byRemoteActionAuditId(there).toGetRequestInformation());
    follow(batch, missing, behind);

    var answers = sdk.graph().getBatchRequestBuilder().post(batch, null);

    assertThat(answers.getResponsesStatusCode())
        .containsExactlyInAnyOrderEntriesOf(Map.of(missing, 404, behind, 424, beside, 200));
    assertThat(answers.getResponseById(missing).message())
        .isEqualTo("There is no remoteActionAudit with this id.");
    assertThat(sdk.get(there).getId()).isEqualTo(there);
  }

  /** Lets each step wait for the one before it. */
  private static void follow(BatchRequestContent batch, String... ids) {
    for (int i = 1; i < ids.length; i++) {
      requireNonNull(batch.getBatchRequestSteps().get(ids[i])).addDependsOnId(ids[i - 1]);
    }
  }
}
