package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.SmallLimits;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What /q/metrics has, and what docs/operations.md says that it has. */
@GatewayTest
@TestProfile(SmallLimits.class)
class MetricsTest {

  private static final Pattern ROW = Pattern.compile("\\| `([a-z_*]+)` \\| (\\w+) \\| .*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\w+)");

  /** Names of metrics in an expression of PromQL. */
  private static final Pattern USED =
      Pattern.compile("\\b(?:gateway|sql|jvm|process|system|http|worker|kube)_[a-z_]+\\b");

  private static final int MOST_QUESTIONS = 20_000;

  @TestHTTPResource(value = "/", management = true)
  @SuppressWarnings("NullAway.Init") // Quarkus sets it.
  URI management;

  private String metrics() {
    return Api.with("").get(management.resolve("/q/metrics").toString()).is(200).body();
  }

  @Test
  void documentation_lists_every_metric_and_no_other() throws IOException {
    everythingHappensOnce();
    var exposed =
        metrics()
            .lines()
            .flatMap(line -> TYPE.matcher(line).results())
            .map(type -> type.group(1) + " " + type.group(2))
            // Twins that the registry makes of every timer.
            .filter(metric -> !metric.matches("\\S+_max gauge|\\S+_created gauge"))
            .collect(Collectors.toCollection(TreeSet::new));
    var listed =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .map(row -> row.group(1) + " " + row.group(2))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(exposed)
        .allSatisfy(metric -> assertThat(listed).anyMatch(row -> covers(row, metric)));
    assertThat(listed)
        .allSatisfy(row -> assertThat(exposed).anyMatch(metric -> covers(row, metric)));
  }

  /** {@code jvm_*} stands for a family that others document. */
  private static boolean covers(String row, String metric) {
    return row.contains("*")
        ? metric.startsWith(row.substring(0, row.indexOf('*')))
        : row.equals(metric);
  }

  @Test
  void dashboard_and_alerts_ask_for_metrics_that_exist() throws IOException {
    everythingHappensOnce();
    var samples =
        metrics()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    var monitoring = Path.of("kubernetes/components");
    for (var file :
        List.of(
            monitoring.resolve("monitoring/dashboard.json"),
            monitoring.resolve("monitoring/alerts.yaml"),
            monitoring.resolve("retention-monitoring/alerts.yaml"))) {
      Set<String> used = new TreeSet<>();
      Files.readAllLines(file).stream()
          .filter(line -> !line.contains("job_name") || line.contains("gateway_"))
          .flatMap(line -> USED.matcher(line.replaceAll("\\{[^}]*\\}", "")).results())
          .forEach(name -> used.add(name.group()));

      assertThat(used).as(file.toString()).isNotEmpty();
      assertThat(used)
          .as(file.toString())
          .allMatch(name -> name.startsWith("kube_") || samples.contains(name));
    }
  }

  @Test
  void no_request_adds_a_series_that_was_not_there() {
    ofEveryKind();
    var before = series();
    for (int i = 0; i < 40; i++) {
      ofEveryKind();
    }

    assertThat(series()).isEqualTo(before);
    assertThat(before).allMatch(series -> !series.contains("tenant_id=")).hasSizeLessThan(4_000);
  }

  /** Requests with new ids, addresses and tokens each time: 25 of them, and what is none. */
  private void ofEveryKind() {
    var api = Api.ofNewTenant();
    String random = UUID.randomUUID().toString();
    for (String method : List.of("GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "TRACES")) {
      for (String address :
          List.of(Api.AUDITS + "/" + random, "/" + random, "/log/" + random + "/tile/0/000")) {
        var _ = api.send(method, address + "?a=" + random, "");
      }
    }
    var _ = RawHttp.exchange(api, random + "\r\n");
    for (int i = 0; i < 4; i++) {
      var _ = Api.with(i % 2 == 0 ? random : "").get(Api.AUDITS + "/" + random);
    }
  }

  /** Each series of requests, connections and tokens, without its value. */
  private Set<String> series() {
    return metrics()
        .lines()
        .filter(line ->
            line.startsWith("gateway_requests")
                || line.startsWith("gateway_connections")
                || line.startsWith("gateway_request_")
                || line.startsWith("gateway_tokens"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void counts_a_request_by_operation_and_status_and_a_part_of_a_batch_by_itself() {
    var api = Api.ofNewTenant();
    String ofPart =
        "gateway_requests_total{operation=\"GET"
            + " /deviceManagement/remoteActionAudits/{id}\",part=\"true\",status=\"404\"}";
    double before = value(ofPart);
    var _ =
        api.sending("Content-Type", "application/json")
            .send(
                "POST",
                "/beta/$batch",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/deviceManagement/remoteActionAudits/none\"}]}")
            .is(200);

    assertThat(value(ofPart)).isEqualTo(before + 1);
    assertThat(
            value(
                "gateway_requests_total{operation=\"POST /$batch\",part=\"false\",status=\"200\"}"))
        .isPositive();
  }

  @Test
  void counts_what_was_wrong_with_a_token_and_which_limit_was_met() {
    double tokens = value("gateway_tokens_refused_total{reason=\"not_a_token\"}");
    double limited = value("gateway_requests_limited_total{limit=\"application_writes\"}");

    everythingHappensOnce();

    assertThat(value("gateway_tokens_refused_total{reason=\"not_a_token\"}")).isEqualTo(tokens + 1);
    assertThat(value("gateway_requests_limited_total{limit=\"application_writes\"}"))
        .isEqualTo(limited + 1);
  }

  @Test
  void says_that_a_witness_is_away() {
    String witness = "witness=\"" + SmallLimits.WITNESS + "\"";
    String visits = "gateway_log_witness_visits_total{result=\"%s\"," + witness + "}";
    assertThat(Api.ofNewTenant().created()).isNotEmpty();

    // Asked over HTTP, until the service has signed and asked the witness by itself.
    for (int i = 0;
        i < MOST_QUESTIONS && value("gateway_log_witness_away{" + witness + "}") == 0;
        i++) {
      assertThat(metrics()).contains(visits.formatted("contradicted"));
    }

    assertThat(value("gateway_log_witness_away{" + witness + "}")).isEqualTo(1);
    assertThat(value(visits.formatted("away"))).isPositive();
    assertThat(value(visits.formatted("cosigned"))).isZero();
  }

  @Test
  void counts_a_connection_that_the_guard_ends_by_its_reason_alone() {
    String refused = "gateway_connections_refused_total{reason=\"request_line\"}";
    double before = value(refused);

    assertThat(RawHttp.exchange(Api.with(""), "GET /\r\n")).startsWith("HTTP/1.1 400 ");

    assertThat(value(refused)).isEqualTo(before + 1);
  }

  private double value(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** One write more than the limit of three, and a token that is none. */
  private static void everythingHappensOnce() {
    var api = Api.ofNewTenant();
    Stream.generate(api::created).limit(3).forEach(id -> assertThat(id).isNotEmpty());
    assertThat(api.post("{}").status()).isEqualTo(429);
    assertThat(Api.with("none").get(Api.AUDITS).status()).isEqualTo(401);
  }
}
