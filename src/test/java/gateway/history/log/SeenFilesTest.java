package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.TestLogKey;
import gateway.security.UnusableSetting;
import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFilesTest {

  private static final Hash ROOT = Hash.of(new byte[Hash.BYTES]);

  private final UUID tenant = UUID.randomUUID();
  private Instant now = Instant.EPOCH;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  private final LogSigning signing = signing();

  @Test
  void reads_what_it_signed_and_passes_over_what_a_mount_puts_beside_it() throws IOException {
    write("old", signed(tenant, 3));
    write("new", signed(tenant, 7));
    write("..data", "no note");

    var files = files(Clock.systemUTC());
    files.ready();

    assertThat(files.of(tenant))
        .containsExactlyInAnyOrder(Sighting.of(3, ROOT), Sighting.of(7, ROOT));
    assertThat(files.of(UUID.randomUUID())).isEmpty();
  }

  @Test
  void reads_them_again_after_a_minute_and_keeps_them_when_one_is_wrong() throws IOException {
    write("a", signed(tenant, 3));
    InstantSource time = () -> now;
    var files = files(time.withZone(ZoneOffset.UTC));
    files.ready();
    write("b", signed(tenant, 5));

    assertThat(files.areDue()).isFalse();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(files.areDue()).isTrue();
    files.readAgain();
    assertThat(files.of(tenant)).hasSize(2);

    write("a", "no note");
    files.readAgain();
    assertThat(files.of(tenant)).hasSize(2);
    assertThat(files.areDue()).isFalse();
  }

  @Test
  void names_the_file_that_is_no_checkpoint_of_ours() throws IOException {
    String foreign = signed(signing(), tenant, 1);

    for (String wrong :
        new String[] {
          "",
          "no note",
          foreign,
          signed(tenant, 3).replace("\n3\n", "\n4\n"),
          signed(tenant, 3).replace(TestLogKey.ORIGIN, "elsewhere.example.org"),
        }) {
      write("wrong", wrong);

      assertThatThrownBy(files(Clock.systemUTC())::ready)
          .isInstanceOf(UnusableSetting.class)
          .hasMessageStartingWith("GATEWAY_LOG_SEEN_CHECKPOINTS: " + folder.resolve("wrong"))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void names_the_setting_of_a_folder_that_is_not_there_or_of_no_use() {
    assertThatThrownBy(
            new SeenFiles(TestLogSettings.seen(folder + "/none"), signing, Clock.systemUTC())
                ::ready)
        .hasMessageStartingWith("GATEWAY_LOG_SEEN_CHECKPOINTS: the folder");

    var unsigned = new LogSigning(TestLogSettings.seen(folder.toString()));
    assertThatThrownBy(
            new SeenFiles(TestLogSettings.seen(folder.toString()), unsigned, Clock.systemUTC())
                ::ready)
        .hasMessageStartingWith("GATEWAY_LOG_SEEN_CHECKPOINTS: ")
        .hasMessageContaining("no key");
  }

  private SeenFiles files(Clock clock) {
    return new SeenFiles(TestLogSettings.seen(folder.toString()), signing, clock);
  }

  private String signed(UUID of, long size) {
    return signed(signing, of, size);
  }

  /** A key of its own. */
  private static LogSigning signing() {
    String location = new TestLogKey().start().getOrDefault("gateway.log.signing-key-location", "");
    var signing = new LogSigning(new TestLogSettings(Optional.of(location), Optional.empty()));
    signing.ready();
    return signing;
  }

  private static String signed(LogSigning signing, UUID of, long size) {
    var signer = signing.signer(of).orElseThrow();
    return signer.sign(Checkpoint.of(TestLogKey.ORIGIN + "/" + of, size, ROOT)).toString();
  }

  private void write(String name, String text) throws IOException {
    var _ = Files.writeString(folder.resolve(name), text);
  }
}
