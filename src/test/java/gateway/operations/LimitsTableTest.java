package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/deployment.md} says what is configured. */
@GatewayTest
class LimitsTableTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| [^|]+ \\| [^|]+ \\| (`[^|]+`) \\| (`[^|]+`) \\| [^|]+ \\|$");

  private record Limit(String setting, String value) {}

  @Test
  void the_documented_limits_are_those_that_hold() throws IOException {
    var limits = limits();

    assertThat(limits).hasSizeGreaterThanOrEqualTo(12);
    assertThat(limits)
        .allSatisfy(limit ->
            assertThat(
                    ConfigProvider.getConfig()
                        .getOptionalValue(limit.setting(), String.class)
                        .orElse("not set"))
                .as(limit.setting())
                .isEqualTo(limit.value()));
  }

  /** Rows whose setting and value are code; a row may have several of both. */
  private static List<Limit> limits() throws IOException {
    var text = Files.readString(Path.of("docs/deployment.md"));
    var limits = new ArrayList<Limit>();
    ROW.matcher(text)
        .results()
        .forEach(row -> {
          var settings = row.group(1).replace("`", "").split(", ");
          var values = row.group(2).replace("`", "").split(", ");
          for (int i = 0; i < settings.length; i++) {
            limits.add(new Limit(settings[i], values[i]));
          }
        });
    return limits;
  }
}
