package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLocationTest {

  @TempDir private Path directory;

  @Test
  void reads_a_file_by_its_path_and_by_its_address() throws Exception {
    var file = Files.writeString(directory.resolve("public key.pem"), "document");
    assertThat(read(file.toString())).isEqualTo("document");
    var plain = Files.copy(file, directory.resolve("key.pem"));
    assertThat(read("file:" + plain)).isEqualTo("document");
    assertThat(read(file.toUri().toString())).isEqualTo("document");
  }

  @Test
  void reads_a_resource_of_the_application() throws Exception {
    assertThat(read("classpath:gateway/security/KeyLocation.class")).isNotEmpty();
    assertThat(read("classpath:/gateway/security/KeyLocation.class")).isNotEmpty();
  }

  @Test
  void says_what_is_not_there() {
    assertThatThrownBy(() -> read(directory.resolve("no.pem").toString()))
        .hasRootCauseMessage(directory.resolve("no.pem").toString())
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> read(directory.toString())).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> read("classpath:no.pem"))
        .hasMessageContaining("there is no resource 'no.pem'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "http://",
        "https:///keys",
        "https://user:secret@idp.example.org/keys",
        "http://idp example/keys",
        "file://%zz",
        "a\u0000b"
      })
  void refuses_what_names_no_place(String location) {
    assertThatThrownBy(() -> read(location))
        .hasCauseInstanceOf(UnusableKeys.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void refuses_a_file_that_is_too_large() throws IOException {
    var file =
        Files.write(directory.resolve("large.json"), new byte[KeyLocation.LARGEST_DOCUMENT + 1]);
    assertThatThrownBy(() -> read(file.toString()))
        .hasMessageContaining("it is larger than 1048576 bytes");
  }

  private static String read(String location) throws Exception {
    byte[] document =
        KeyLocation.of(location, ForkJoinPool.commonPool()).read().get(10, TimeUnit.SECONDS);
    return new String(document, StandardCharsets.UTF_8);
  }
}
