package gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.command.Unable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a service that lies can make the verifier print. */
class FaultsTest {

  private static final String HOSTILE = "a\nverified: b\u001B[2J\u0085c\u009B1A\u2028d\u2029e";

  @Test
  void a_fault_is_one_line_whatever_a_name_holds() {
    var out = new ByteArrayOutputStream();

    new Faults(new PrintStream(out, true, StandardCharsets.UTF_8))
        .add("audit %s: is hidden", HOSTILE);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("audit a?verified: b?[2J?c?1A?d?e: is hidden%n".formatted());
  }

  @Test
  void what_keeps_it_from_running_is_one_line_whatever_a_server_sent() {
    assertThat(new Unable("checkpoint", new IOException(HOSTILE)))
        .hasMessage("checkpoint: a verified: b?[2J c?1A d e");
  }
}
