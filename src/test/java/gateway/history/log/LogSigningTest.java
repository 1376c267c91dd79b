package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.security.UnusableSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSigningTest {

  /** A key of tests: its secret is the number 1. */
  private static final String KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB
      -----END PRIVATE KEY-----
      """;

  @TempDir Path folder;

  @Test
  void signs_nothing_without_a_key() {
    var signing = signing(Optional.of("audits.example.org"), Optional.empty());

    signing.ready();

    assertThat(signing.signer(new UUID(0, 1))).isEmpty();
  }

  @Test
  void appends_the_tenant_to_the_origin() throws IOException {
    var signing = signing(Optional.of("audits.example.org"), Optional.of(file(KEY)));

    signing.ready();

    assertThat(signing.signer(new UUID(0, 1)).orElseThrow().verifierKey().name())
        .isEqualTo("audits.example.org/00000000-0000-0000-0000-000000000001");
  }

  @Test
  void names_the_setting_of_a_file_that_is_no_key() throws IOException {
    String file = file("no key");

    assertThatThrownBy(signing(Optional.of("audits.example.org"), Optional.of(file))::ready)
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("GATEWAY_LOG_SIGNING_KEY_LOCATION: " + file)
        .hasMessageNotContaining("\n");
  }

  @Test
  void names_the_setting_of_a_file_that_is_not_there() {
    assertThatThrownBy(
            signing(Optional.of("audits.example.org"), Optional.of(folder + "/none"))::ready)
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("GATEWAY_LOG_SIGNING_KEY_LOCATION: the file");
  }

  @Test
  void needs_an_origin_that_can_name_a_key() throws IOException {
    var file = Optional.of(file(KEY));

    assertThatThrownBy(signing(Optional.empty(), file)::ready)
        .hasMessageStartingWith("GATEWAY_LOG_ORIGIN: ");
    assertThatThrownBy(signing(Optional.of("a + b"), file)::ready)
        .hasMessageStartingWith("GATEWAY_LOG_ORIGIN: ");
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("key.pem"), content).toString();
  }

  private static LogSigning signing(Optional<String> origin, Optional<String> location) {
    return new LogSigning(
        new Settings(origin, location, Optional.empty(), Optional.empty(), false));
  }

  private record Settings(
      Optional<String> origin,
      Optional<String> signingKeyLocation,
      Optional<List<String>> witnesses,
      Optional<String> seenCheckpoints,
      boolean isPublic)
      implements LogSettings {}
}
