package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a saved folder holds, the verifier ends in lines of its own. */
@GatewayTest
class DamagedFolderTest {

  private static final int ROUNDS = 60;

  /** In these every byte is hashed, signed or a hash. */
  private static final List<String> PROVED =
      List.of("checkpoint", "tile/0/000.p/5", "tile/entries/000.p/5");

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final Random random = new Random(20261124);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir Path folder;

  @Test
  void ends_in_lines_of_its_own_whichever_file_is_damaged_and_however() throws IOException {
    var auditor = Auditor.of(tenant, folder);
    var saved = folder.resolve("saved");
    String id = api.created();
    api.patch(id, "{\"userName\":\"Bo\"}").is(200);
    api.patch(id, "{\"userName\":null,\"actionState\":\"done\"}").is(200);
    String deleted = api.created();
    api.delete(Api.AUDITS + "/" + deleted).is(204);
    new TestLog(tenant).sequencedBy(sequencer).publishedBy(publisher);
    auditor.online("--save", saved.toString()).passes();
    try (var files = Files.walk(saved)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < ROUNDS; i++) {
          byte[] damaged = damaged(whole);
          var _ = Files.write(file, damaged);
          var run = auditor.offline(saved);
          assertThat(run.exit()).isBetween(0, 2);
          assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ").isNotEmpty();
          if (PROVED.contains(saved.relativize(file).toString())) {
            assertThat(run.exit()).as("%s, %d: %s", file, i, run.out()).isPositive();
          }
        }
        var _ = Files.write(file, whole);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    auditor.offline(saved).passes();
  }

  /** Other bytes: one changed, some taken out, some said twice, or the end cut off. */
  private byte[] damaged(byte[] whole) {
    int at = random.nextInt(whole.length);
    int to = at + 1 + random.nextInt(whole.length - at);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        yield changed;
      }
      case 1 -> joined(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, to, whole.length));
      case 2 -> joined(Arrays.copyOf(whole, to), Arrays.copyOfRange(whole, at, whole.length));
      default -> Arrays.copyOf(whole, at);
    };
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }
}
