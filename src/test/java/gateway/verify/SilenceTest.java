package gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.tlog.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service whose answers stop half-way, or come slowly. */
class SilenceTest {

  private static final String LIST = "/beta/deviceManagement/remoteActionAudits?$format=ndjson";
  private static final int LOOKS = 10_000_000;

  @TempDir Path folder;

  private Path token;

  @BeforeEach
  void a_token() throws IOException {
    token = Files.writeString(folder.resolve("token"), "a.b.c");
  }

  @ParameterizedTest
  @CsvSource({
    HaltingService.CHECKPOINT + ", ''",
    HaltingService.CHECKPOINT + ", half of it",
    LIST + ", ''",
    LIST + ", '{\"id\":'",
  })
  void an_answer_that_stops_half_way_ends_the_command_with_one_line(String address, String half)
      throws IOException, NoSuchAlgorithmException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit;
    try (var service = new HaltingService(address)) {
      service.send(half);

      exit =
          VerifyCommand.run(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              answer -> untilHalted(service, answer),
              "--url",
              service.origin(),
              "--tenant",
              "t",
              "--token-file",
              token.toString(),
              "--key",
              key());

      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "%s%s: no byte came for 60 s; the service, or what stands before it, has stopped answering%n"
                  .formatted(service.origin(), address));
    }
    assertThat(exit).isEqualTo(2);
    assertThat(out.size()).isZero();
  }

  private static String key() throws NoSuchAlgorithmException {
    var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    return new VerifierKey("log.example.org", VerifierKey.Type.NOTE, key).toString();
  }

  /** Loses its patience at once when nothing more will come. */
  private static void untilHalted(HaltingService service, CompletableFuture<?> answer)
      throws TimeoutException {
    CompletableFuture.anyOf(answer, service.halted()).join();
    if (!answer.isDone()) {
      throw new TimeoutException();
    }
  }

  @Test
  void an_answer_that_comes_slowly_is_read_to_its_end() throws IOException {
    var file = folder.resolve("saved");
    var rounds = new AtomicInteger();
    try (var halting = new HaltingService("/");
        var service =
            new Service(
                halting.origin(),
                token,
                answer -> {
                  if (rounds.incrementAndGet() > 5) {
                    halting.end();
                    var _ = answer.get();
                  } else {
                    halting.send("x");
                    untilOfSize(file, rounds.get());
                    throw new TimeoutException();
                  }
                })) {
      service.save("/slow", file);
    }

    assertThat(file).hasContent("xxxxx");
  }

  private static void untilOfSize(Path file, int size) {
    for (int i = 0; i < LOOKS; i++) {
      if (file.toFile().length() == size) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("The piece was sent, and did not arrive.");
  }
}
