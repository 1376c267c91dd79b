package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeadersTest {

  /** The proxy next to the service, over plain HTTP. */
  private static final Peer PROXY = new Peer("10.0.0.1", "http://internal:8080", false);

  private static final ForwardedHeaders TRUSTING =
      new ForwardedHeaders(List.of("10.0.0.0/8", " 2001:db8:1::/48 ", "192.0.2.9"));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void leaves_a_connection_without_such_headers_as_it_is() {
    assertThat(TRUSTING.applied(PROXY, headers)).isEqualTo(PROXY);
  }

  @Test
  void takes_client_scheme_host_port_and_prefix_from_a_trusted_proxy() {
    headers
        .add("X-Forwarded-For", "203.0.113.5")
        .add("X-Forwarded-Proto", "https")
        .add("X-Forwarded-Host", "audits.example")
        .add("X-Forwarded-Port", "8443")
        .add("X-Forwarded-Prefix", "/intune/eu");

    assertThat(TRUSTING.applied(PROXY, headers))
        .isEqualTo(new Peer("203.0.113.5", "https://audits.example:8443/intune/eu", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.0.1", "192.0.2.8", "2001:db8:2::1", "203.0.113.5"})
  void believes_nobody_else(String address) {
    var stranger = new Peer(address, "http://internal:8080", false);
    headers
        .add("X-Forwarded-For", "10.0.0.7")
        .add("X-Forwarded-Proto", "https")
        .add("X-Forwarded-Host", "evil.example")
        .add("X-Forwarded-Prefix", "/evil")
        .add("Forwarded", "for=10.0.0.7;proto=https;host=evil.example");

    assertThat(TRUSTING.applied(stranger, headers)).isEqualTo(stranger);
    assertThat(new ForwardedHeaders(List.of()).applied(PROXY, headers)).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.255.255.255", "192.0.2.9", "2001:db8:1:ffff::1"})
  void believes_every_address_of_a_trusted_network(String address) {
    headers.add("X-Forwarded-For", "203.0.113.5");

    assertThat(TRUSTING.applied(new Peer(address, "http://h", false), headers).address())
        .isEqualTo("203.0.113.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.5 | 203.0.113.5",
        "1.1.1.1, 203.0.113.5 | 203.0.113.5",
        "1.1.1.1, 203.0.113.5, 10.0.0.2 | 203.0.113.5",
        "203.0.113.5,10.0.0.3 , 10.0.0.2 | 203.0.113.5",
        "10.0.0.4, 10.0.0.3 | 10.0.0.4",
        "10.0.0.4, 203.0.113.5 | 203.0.113.5",
        "203.0.113.5:4711 | 203.0.113.5",
        "2001:db8:2::5 | 2001:db8:2::5",
        "[2001:db8:2::5]:4711 | 2001:db8:2::5",
        "[2001:db8:2::5] | 2001:db8:2::5",
        "203.0.113.5, 2001:db8:1::7 | 203.0.113.5",
        "203.0.113.5, unknown | 10.0.0.1",
        "203.0.113.5, unknown, 10.0.0.2 | 10.0.0.2",
        "unknown | 10.0.0.1",
        "256.0.0.1 | 10.0.0.1",
        "evil.example | 10.0.0.1",
        "'203.0.113.5, ' | 10.0.0.1",
        "'' | 10.0.0.1",
      })
  void reads_addresses_from_the_right_and_stops_at_the_first_that_is_not_trusted(
      String list, String client) {
    headers.add("X-Forwarded-For", list);

    assertThat(TRUSTING.applied(PROXY, headers).address()).isEqualTo(client);
  }

  @Test
  void reads_several_lines_as_one_list() {
    headers.add("X-Forwarded-For", "1.1.1.1").add("X-Forwarded-For", "203.0.113.5, 10.0.0.2");

    assertThat(TRUSTING.applied(PROXY, headers).address()).isEqualTo("203.0.113.5");
  }

  @Test
  void takes_from_every_list_what_the_proxy_said_that_saw_the_client() {
    headers
        .add("X-Forwarded-For", "1.1.1.1, 203.0.113.5, 10.0.0.2")
        .add("X-Forwarded-Proto", "http, https, http")
        .add("X-Forwarded-Host", "evil.example, audits.example, internal")
        .add("X-Forwarded-Port", "666, 8443, 80")
        .add("X-Forwarded-Prefix", "/evil, /intune, /x");

    assertThat(TRUSTING.applied(PROXY, headers))
        .isEqualTo(new Peer("203.0.113.5", "https://audits.example:8443/intune", true));
  }

  @Test
  void takes_a_shorter_list_for_the_word_of_all_proxies() {
    headers
        .add("X-Forwarded-For", "203.0.113.5, 10.0.0.2")
        .add("X-Forwarded-Proto", "https")
        .add("X-Forwarded-Host", "audits.example");

    assertThat(TRUSTING.applied(PROXY, headers).origin()).isEqualTo("https://audits.example");
  }

  @Test
  void takes_scheme_and_host_from_a_proxy_that_names_no_client() {
    headers.add("X-Forwarded-Proto", "https").add("X-Forwarded-Host", "audits.example");

    assertThat(TRUSTING.applied(PROXY, headers))
        .isEqualTo(new Peer("10.0.0.1", "https://audits.example", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.5;proto=https;host=audits.example | 203.0.113.5 | https://audits.example",
        "For=203.0.113.5;PROTO=HTTPS;Host=audits.example | 203.0.113.5 | https://audits.example",
        "for=\"203.0.113.5:4711\" ; proto=https | 203.0.113.5 | https://internal:8080",
        "for=\"[2001:db8:2::5]:4711\";host=\"audits.example:8443\" | 2001:db8:2::5 | http://audits.example:8443",
        "for=\"[2001:db8:2::5]\";host=\"[2001:db8::1]:8443\" | 2001:db8:2::5 | http://[2001:db8::1]:8443",
        "for=1.1.1.1;host=evil.example, for=203.0.113.5;host=audits.example | 203.0.113.5 | http://audits.example",
        "for=203.0.113.5;host=audits.example, for=10.0.0.2;host=inner | 203.0.113.5 | http://audits.example",
        "for=\"a,b\";host=evil.example, for=203.0.113.5 | 203.0.113.5 | http://internal:8080",
        "proto=https;host=audits.example | 10.0.0.1 | https://audits.example",
        "for=unknown;proto=https;host=audits.example | 10.0.0.1 | https://audits.example",
        "for=_hidden;proto=https | 10.0.0.1 | https://internal:8080",
        "for=1.1.1.1;proto=http, for=_hidden;proto=https | 10.0.0.1 | https://internal:8080",
        "for=203.0.113.5;proto=gopher;host=a/b | 203.0.113.5 | http://internal:8080",
        "by=10.0.0.1 | 10.0.0.1 | http://internal:8080",
        "rubbish;;=,\" | 10.0.0.1 | http://internal:8080",
      })
  void reads_the_standard_header(String forwarded, String client, String origin) {
    headers.add("Forwarded", forwarded);

    assertThat(TRUSTING.applied(PROXY, headers))
        .isEqualTo(new Peer(client, origin, origin.startsWith("https")));
  }

  @Test
  void prefers_the_older_headers_where_both_are() {
    headers
        .add("X-Forwarded-For", "203.0.113.5")
        .add("Forwarded", "for=203.0.113.6;host=b.example");

    assertThat(TRUSTING.applied(PROXY, headers))
        .isEqualTo(new Peer("203.0.113.5", "http://internal:8080", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Proto | ftp",
        "X-Forwarded-Proto | https://",
        "X-Forwarded-Proto | javascript",
        "X-Forwarded-Proto | ''",
        "X-Forwarded-Host | a/b",
        "X-Forwarded-Host | user@host",
        "X-Forwarded-Host | host:port",
        "X-Forwarded-Host | host:123456",
        "X-Forwarded-Host | a b",
        "X-Forwarded-Host | a\"b",
        "X-Forwarded-Host | <script>",
        "X-Forwarded-Host | ''",
        "X-Forwarded-Port | x",
        "X-Forwarded-Port | 123456",
        "X-Forwarded-Port | -1",
        "X-Forwarded-Port | 0",
        "X-Forwarded-Port | 65536",
        "X-Forwarded-Host | host:65536",
        "X-Forwarded-Prefix | intune",
        "X-Forwarded-Prefix | /",
        "X-Forwarded-Prefix | /a/../b",
        "X-Forwarded-Prefix | /..",
        "X-Forwarded-Prefix | /./a",
        "X-Forwarded-Prefix | //evil.example",
        "X-Forwarded-Prefix | /a?b",
        "X-Forwarded-Prefix | /a#b",
        "X-Forwarded-Prefix | /a b",
        "X-Forwarded-Prefix | /%2e%2e",
        "X-Forwarded-Prefix | /a\\b",
      })
  void ignores_a_value_that_cannot_stand_in_a_link(String name, String value) {
    headers.add(name, value);

    assertThat(TRUSTING.applied(new Peer("10.0.0.1", "http://internal", false), headers))
        .isEqualTo(new Peer("10.0.0.1", "http://internal", false));
  }

  @Test
  void takes_a_prefix_with_a_slash_at_its_end_for_one_without() {
    headers.add("X-Forwarded-Prefix", "/intune/");

    assertThat(TRUSTING.applied(new Peer("10.0.0.1", "http://internal", false), headers).origin())
        .isEqualTo("http://internal/intune");
  }

  @ParameterizedTest
  @CsvSource({
    "http, h.example, 80, http://h.example",
    "https, h.example, 443, https://h.example",
    "https, h.example, 80, https://h.example:80",
    "http, h.example:81, 8080, http://h.example:81",
    "https, [2001:db8::1], 8443, https://[2001:db8::1]:8443",
    "https, [2001:db8::1]:1, 8443, https://[2001:db8::1]:1",
  })
  void writes_a_port_where_it_is_not_the_usual_one(
      String scheme, String host, String port, String origin) {
    headers
        .add("X-Forwarded-Proto", scheme)
        .add("X-Forwarded-Host", host)
        .add("X-Forwarded-Port", port);

    assertThat(TRUSTING.applied(PROXY, headers).origin()).isEqualTo(origin);
  }

  @Test
  void says_that_a_client_came_without_tls_when_the_proxy_says_so() {
    headers.add("X-Forwarded-Proto", "http");

    assertThat(TRUSTING.applied(new Peer("10.0.0.1", "https://internal", true), headers))
        .isEqualTo(new Peer("10.0.0.1", "http://internal", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0.0/",
        "/8",
        "2001:db8::/129",
        "10.0.0",
        "",
        "*",
      })
  void refuses_a_setting_that_is_no_network(String network) {
    assertThatThrownBy(() -> new ForwardedHeaders(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("GATEWAY_TRUSTED_PROXIES: '" + network + "' is neither");
  }
}
