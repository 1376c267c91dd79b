package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestIdsTest {

  static Stream<String> fit() {
    return Stream.of("7", "!\"#$%&'()~", "a".repeat(128));
  }

  @ParameterizedTest
  @MethodSource("fit")
  void echoes_the_clients_id(String clientId) {
    assertThat(RequestIds.of(clientId).clientRequestId()).isEqualTo(clientId);
  }

  static Stream<String> unfit() {
    return Stream.of(
        "",
        " ",
        "a b",
        " a",
        "a ",
        "a\tb",
        "a\r\nSet-Cookie: x",
        "\u0000",
        "\u007F",
        "\u00E9",
        "😀",
        "a".repeat(129));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void gives_its_own_id_for_one_that_is_not_fit(String clientId) {
    var ids = RequestIds.of(clientId);

    assertThat(ids.clientRequestId()).isEqualTo(ids.requestId().toString());
  }

  @Test
  void never_takes_the_clients_id_for_its_own() {
    String clientId = "01890a5d-ac96-774b-bcce-b302099a8057";

    var first = RequestIds.of(clientId);
    var second = RequestIds.of(clientId);

    assertThat(first.requestId()).isNotEqualTo(second.requestId());
    assertThat(first.requestId().toString()).isNotEqualTo(clientId);
  }
}
