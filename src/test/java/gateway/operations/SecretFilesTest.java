package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

  @TempDir private Path folder;

  @Test
  void reads_the_value_of_a_setting_from_the_file_that_its_sibling_names() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret with space \n");

    var source = SecretFiles.source(Map.of("QUARKUS_DATASOURCE_PASSWORD_FILE", file.toString()));

    assertThat(source.getValue("quarkus.datasource.password")).isEqualTo("s3cret with space ");
  }

  @Test
  void says_which_file_cannot_be_read() {
    assertThatThrownBy(
            () -> SecretFiles.source(Map.of("QUARKUS_DATASOURCE_PASSWORD_FILE", "/no/such/file")))
        .hasMessageStartingWith("QUARKUS_DATASOURCE_PASSWORD_FILE: ");
  }

  @Test
  void leaves_settings_alone_whose_own_name_ends_so() {
    var source =
        SecretFiles.source(Map.of("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", "/no/such/file"));

    assertThat(source.getPropertyNames()).isEmpty();
  }
}
