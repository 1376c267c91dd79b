package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SplitTest {

  @Property(tries = 500)
  void valid_requests_pass_unchanged_however_they_are_cut(
      @ForAll("requests") String requests, @ForAll("cuts") List<Integer> cuts) {
    var connection = GuardedConnection.open().send(cut(requests, cuts));

    assertThat(connection.passed()).isEqualTo(requests);
    assertThat(connection.answered()).isEmpty();
  }

  @Property(tries = 500)
  void a_byte_that_spoils_a_head_is_found_however_it_is_cut(
      @ForAll("requests") String before,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll("spoils") String spoilt) {
    var connection = GuardedConnection.open().send(cut(before + spoilt, cuts));

    assertThat(connection.passed()).startsWith(before).isNotEqualTo(before + spoilt);
    while (!connection.answered().contains("HTTP/1.1 400 ")) {
      connection = connection.serve(200);
    }
  }

  /** Cuts into reads of the given lengths, in turn. */
  private static String[] cut(String bytes, List<Integer> lengths) {
    var reads = new ArrayList<String>();
    for (int at = 0, i = 0; at < bytes.length(); i++) {
      int end = Math.min(bytes.length(), at + lengths.get(i % lengths.size()));
      reads.add(bytes.substring(at, end));
      at = end;
    }
    return reads.toArray(String[]::new);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 60).list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> spoils() {
    return Arbitraries.of(
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  @Provide
  Arbitrary<String> requests() {
    return Combinators.combine(heads(), bodies())
        .as(SplitTest::request)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(all -> String.join("", all));
  }

  private static String request(String head, List<String> chunks) {
    String body = String.join("", chunks);
    return switch (chunks.size()) {
      case 0 -> head + "\r\n";
      case 1 -> head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
      default ->
          head
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunks.stream()
                  .filter(c -> !c.isEmpty())
                  .map(SplitTest::chunk)
                  .collect(Collectors.joining())
              + "0\r\nX-Trailer: t\r\n\r\n";
    };
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + ";x=\"y\"\r\n" + data + "\r\n";
  }

  private static Arbitrary<List<String>> bodies() {
    return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(50).list().ofMaxSize(4);
  }

  private static Arbitrary<String> heads() {
    var lines =
        Arbitraries.of(
            "\r\nGET / HTTP/1.1\r\n", "PATCH /a?b=c HTTP/1.1\r\n", "POST http://a/ HTTP/1.1\r\n");
    var names =
        Arbitraries.of(
            "X",
            "Content-Type",
            "Transfer",
            "Content-Lengths",
            "client-request-id",
            "Host-",
            "Connection");
    var values =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars('\t', '\u0080', '\u00ff')
            .ofMaxLength(40);
    var fields =
        Combinators.combine(names, values)
            .as((name, value) -> name + ":" + value + "\r\n")
            .list()
            .ofMaxSize(5);
    return Combinators.combine(lines, fields)
        .as((line, all) -> line + "Host: a\r\n" + String.join("", all));
  }
}
