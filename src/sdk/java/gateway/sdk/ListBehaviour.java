package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list: its pages and its count. */
interface ListBehaviour extends Connection {

  @Test
  default void gives_an_empty_list_for_a_tenant_without_audits() {
    var page = ofNewTenant().audits().get();

    assertThat(page.getValue()).isEmpty();
    assertThat(page.getOdataNextLink()).isNull();
  }

  @Test
  default void iterates_over_all_pages() throws Exception {
    var sdk = ofNewTenant();
    var made = made(sdk, 7);
    var first = sdk.audits().get(request -> request.headers.add("Prefer", "odata.maxpagesize=3"));
    sdk.exchanges().clear();

    var seen = sdk.iterated(first);

    assertThat(first.getValue()).hasSize(3);
    assertThat(seen).containsExactlyElementsOf(made);
    assertThat(sdk.exchanges()).hasSize(2);
  }

  @Test
  default void iterates_up_to_top() throws Exception {
    var sdk = ofNewTenant();
    var made = made(sdk, 6);
    var first =
        sdk.audits()
            .get(request -> {
              request.headers.add("Prefer", "odata.maxpagesize=2");
              request.queryParameters.top = 5;
            });

    assertThat(sdk.iterated(first)).containsExactlyElementsOf(made.subList(0, 5));
  }

  @Test
  default void gives_top_and_select_and_count_together() {
    var sdk = ofNewTenant();
    var made = made(sdk, 3);

    var page =
        sdk.audits()
            .get(request -> {
              request.queryParameters.top = 2;
              request.queryParameters.count = true;
              request.queryParameters.select = new String[] {"id", "action"};
            });

    assertThat(page.getOdataCount()).isEqualTo(3);
    assertThat(page.getOdataNextLink()).isNull();
    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getId)
        .containsExactlyElementsOf(made.subList(0, 2));
    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getAction)
        .containsOnly(RemoteAction.RemoteLock);
    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getRequestDateTime)
        .containsOnlyNulls();
  }

  @Test
  default void counts_as_plain_text() {
    var sdk = ofNewTenant();
    made(sdk, 3);

    assertThat(sdk.audits().count().get()).isEqualTo(3);

    assertThat(sdk.last().sentHeader("Accept")).isEqualTo("text/plain;q=0.9");
    assertThat(sdk.last().receivedHeader("Content-Type")).startsWith("text/plain");
  }

  @Test
  default void compresses_what_it_sends_to_the_sdk() {
    var sdk = ofNewTenant();
    made(sdk, 3);

    assertThat(sdk.audits().get().getValue()).hasSize(3);

    assertThat(sdk.last().sentHeader("Accept-Encoding")).isEqualTo("gzip");
    assertThat(sdk.last().receivedHeader("Content-Encoding")).isEqualTo("gzip");
  }

  /** Makes audits; gives their ids in the order of the list. */
  private static List<String> made(Sdk sdk, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> {
          var audit = Sdk.audit(RemoteAction.RemoteLock);
          audit.setRequestDateTime(Sdk.REQUESTED.minusNanos(100L * i));
          return sdk.audits().post(audit).getId();
        })
        .toList();
  }
}
