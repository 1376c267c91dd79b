package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "audits.example",
        "audits.example:8443",
        "192.0.2.1:80",
        "audits.example:65535",
        "[2001:db8::1]",
        "[2001:db8::1]:8443",
        "[::ffff:192.0.2.1]:80",
        "a_b-c~1.example",
      })
  void takes_a_host_with_or_without_port(String host) {
    assertThat(Peers.isAuthority(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "user@host",
        "host:",
        "host:x",
        "host:123456",
        "host:80:80",
        "host:0",
        "host:65536",
        "[:::::]",
        "[1.2.3.4]",
        "2001:db8::1",
        "[2001:db8::1",
        "[evil]",
        "h%6Fst",
        "h\u00F6st",
        "<b>",
        "\"",
        "a,b",
        "host\r\nx: y",
      })
  void refuses_what_cannot_stand_in_a_link(String host) {
    assertThat(Peers.isAuthority(host)).isFalse();
  }
}
