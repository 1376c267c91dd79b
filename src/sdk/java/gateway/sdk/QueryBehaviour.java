package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.beta.models.ActionState;
import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to the list: what is filtered, ordered, searched, counted and skipped. */
interface QueryBehaviour extends Connection {

  /** What every question here is put to: names, in the order of the list. */
  List<String> NAMES = List.of("Grace", "Ada", "ada", "Zoë's 100% + 1 & more #", "Linus T");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          userName eq 'Ada'                                                       | Ada
          tolower(userName) eq 'ada'                                              | Ada,ada
          userName in ('Grace','ada')                                             | Grace,ada
          contains(userName,'''s 100% + 1 & more #')                              | Zoë's 100% + 1 & more #
          startswith(userName,'L') or endswith(userName,'#')                      | Zoë's 100% + 1 & more #,Linus T
          not (length(userName) le 5)                                             | Zoë's 100% + 1 & more #,Linus T
          action eq 'factoryReset'                                                | Grace,ada,Linus T
          action eq microsoft.graph.remoteAction'factoryReset'                    | Grace,ada,Linus T
          action ne 'factoryReset' and actionState eq 'pending'                   | Ada,Zoë's 100% + 1 & more #
          deviceIMEI eq null and requestDateTime gt 2026-01-02T03:04:04.9-08:00   | Grace,Ada
          requestDateTime eq 2026-01-02T11:04:05.0000001Z                         | Grace
          """)
  default void filters(String filter, String names) {
    var sdk = ofNewTenant();
    make(sdk);

    var page = sdk.audits().get(request -> request.queryParameters.filter = filter);

    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getUserName)
        .containsExactly(names.split(","));
  }

  @Test
  default void puts_all_questions_at_once() {
    var sdk = ofNewTenant();
    make(sdk);

    var page =
        sdk.audits()
            .get(request -> {
              request.queryParameters.filter = "action eq 'factoryReset'";
              request.queryParameters.orderby = new String[] {"userName desc", "id"};
              request.queryParameters.select = new String[] {"id", "userName"};
              request.queryParameters.count = true;
              request.queryParameters.skip = 1;
              request.queryParameters.top = 1;
            });

    assertThat(page.getOdataCount()).isEqualTo(3);
    assertThat(page.getOdataNextLink()).isNull();
    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getUserName)
        .containsExactly("Linus T");
    assertThat(page.getValue()).extracting(RemoteActionAudit::getAction).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({"userName,Ada/Grace/Linus T", "userName desc,ada/Linus T/Grace"})
  default void iterates_over_the_pages_of_a_filter_in_its_order(String order, String names)
      throws Exception {
    var sdk = ofNewTenant();
    make(sdk);
    make(sdk);
    make(sdk);

    var first =
        sdk.audits()
            .get(request -> {
              request.headers.add("Prefer", "odata.maxpagesize=3");
              request.queryParameters.filter = "not contains(userName,'#')";
              request.queryParameters.orderby = new String[] {order};
              request.queryParameters.top = 9;
            });

    assertThat(first.getValue()).hasSize(3);
    assertThat(sdk.iterated(first))
        .hasSize(9)
        .doesNotHaveDuplicates()
        .extracting(id -> sdk.get(id).getUserName())
        .containsExactlyElementsOf(
            List.of(names.split("/")).stream().flatMap(n -> List.of(n, n, n).stream()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"linus t\"", "linus AND t", "linus NOT grace"})
  default void searches_whatever_the_consistency_level(String search) {
    var sdk = ofNewTenant();
    make(sdk);

    var page =
        sdk.audits()
            .get(request -> {
              request.headers.add("ConsistencyLevel", "eventual");
              request.queryParameters.search = search;
              request.queryParameters.count = true;
            });

    assertThat(page.getOdataCount()).isEqualTo(1);
    assertThat(page.getValue())
        .extracting(RemoteActionAudit::getUserName)
        .containsExactly("Linus T");
  }

  @Test
  default void counts_what_a_filter_and_a_search_leave() {
    var sdk = ofNewTenant();
    make(sdk);

    int filtered =
        sdk.audits()
            .count()
            .get(request -> request.queryParameters.filter = "action eq 'factoryReset'");
    int both =
        sdk.audits()
            .count()
            .get(request -> {
              request.headers.add("ConsistencyLevel", "eventual");
              request.queryParameters.filter = "action eq 'factoryReset'";
              request.queryParameters.search = "ada";
            });

    assertThat(filtered).isEqualTo(3);
    assertThat(both).isEqualTo(1);
  }

  @Test
  default void names_the_option_that_it_cannot_answer() {
    var sdk = ofNewTenant();

    var filter =
        refused(() -> sdk.audits().get(request -> request.queryParameters.filter = "phone eq '1'"));
    var expand =
        refused(() ->
            sdk.audits().get(request -> request.queryParameters.expand = new String[] {"device"}));

    assertThat(filter.getError().getTarget()).isEqualTo("$filter");
    assertThat(filter.getMessage()).contains("'phone'");
    assertThat(expand.getError().getTarget()).isEqualTo("$expand");
  }

  private static ODataError refused(Runnable question) {
    var refusal = catchThrowableOfType(ODataError.class, question::run);
    assertThat(refusal).as("an ODataError").isNotNull();
    assertThat(refusal.getResponseStatusCode()).isEqualTo(400);
    return refusal;
  }

  /** Makes one audit for each name, the newest first; every other one is a factory reset. */
  private static void make(Sdk sdk) {
    for (int i = 0; i < NAMES.size(); i++) {
      var audit = Sdk.audit(i % 2 == 0 ? RemoteAction.FactoryReset : RemoteAction.RemoteLock);
      audit.setUserName(NAMES.get(i));
      audit.setRequestDateTime(Sdk.REQUESTED.minusNanos(100_000_000L * i));
      audit.setActionState(i == 4 ? ActionState.Done : ActionState.Pending);
      var made = sdk.audits().post(audit);
      assertThat(made.getId()).isNotEmpty();
    }
  }
}
