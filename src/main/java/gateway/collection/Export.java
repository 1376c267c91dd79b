package gateway.collection;

import gateway.graph.Call;
import gateway.graph.Fault;
import gateway.graph.Form;
import gateway.graph.Page;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import java.time.Clock;
import java.util.List;

/** Every row that a call asks for, unpaged, as CSV or NDJSON (contract §6). */
final class Export {

  /**
   * Rows in memory at a time: some 90 kB as audits are, and at the very longest 4.5 MB, of changes
   * twice that. More would save few round trips.
   */
  static final int BATCH = 200;

  /** What is about pages, and so about no export. */
  private static final List<String> REFUSED = List.of("$count", "$skip", "$skiptoken", "$apply");

  private final EntitySet set;
  private final TenantScope tenants;
  private final Exports exports;
  private final Clock clock;

  Export(EntitySet set, TenantScope tenants, Exports exports, Clock clock) {
    this.set = set;
    this.tenants = tenants;
    this.exports = exports;
    this.clock = clock;
  }

  /** The answer to a call, checked; its rows are read while it is sent. */
  Response answer(Call call) {
    var options = call.options();
    requireNoPages(options);
    var representation = set.representation().apply(call);
    var settings = new QuerySettings(clock.instant(), representation.unknownMembers());
    var statement =
        Question.of(set, options, settings).all(representation.columns(), Page.top(options));
    var tenant = Tenant.of(call);
    var rows =
        tenants.rows(tenant, statement.text(), TenantScope.parameters(tenant, statement), BATCH);
    var text =
        call.form().kind() == Form.Kind.CSV
            ? new CsvText(representation)
            : new NdjsonText(representation);
    return Response.streamed(
            call.form().contentType(),
            new ExportedRows(rows::next, rows::stop, text, exports, clock))
        .with("Content-Disposition", "attachment; filename=\"" + fileName(call) + "\"")
        .with("Preference-Applied", String.join(", ", representation.applied()));
  }

  private static void requireNoPages(QueryOptions options) {
    for (String option : REFUSED) {
      if (options.get(option).isPresent()) {
        throw Problem.badRequest(
            new Fault(
                option,
                "An export holds every match and does not take %s; leave it out, or ask for JSON."
                    .formatted(option)));
      }
    }
  }

  private String fileName(Call call) {
    return "%s.%s"
        .formatted(
            set.address().substring(set.address().lastIndexOf('/') + 1),
            call.form().kind().wireName());
  }
}
