package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestLogKey;
import gateway.tlog.Checkpoint;
import gateway.tlog.Note;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@GatewayTest
class PublisherTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject TestPods pods;
  @Inject LogSigning signing;

  @Test
  void signs_size_and_root_under_the_tenants_own_name() {
    assertThat(api.created()).isNotEmpty();

    log.sequencedBy(sequencer).publishedBy(publisher);

    var key = signing.signer(tenant).orElseThrow().verifierKey();
    var checkpoint =
        Checkpoint.open(notes().getLast(), TestLogKey.ORIGIN + "/" + tenant, List.of(key));
    assertThat(checkpoint.size()).isEqualTo(1);
    assertThat(checkpoint.root()).isEqualTo(log.rootOfLeaves());
  }

  @Test
  void makes_one_checkpoint_of_a_size_however_many_are_at_it() {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer);
    var other = pods.publisher(Duration.ofMinutes(59));

    var _ =
        Uni.join()
            .all(IntStream.range(0, 10).mapToObj(_ -> other.publish()).toList())
            .andFailFast()
            .await()
            .indefinitely();
    log.publishedBy(publisher);

    assertThat(notes()).hasSize(1);
  }

  @Test
  void says_the_same_again_when_a_log_was_silent_for_long() {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer).publishedBy(publisher);
    var impatient = pods.publisher(Duration.ZERO);

    while (notes().size() < 2) {
      boolean _ = impatient.publish().await().indefinitely();
    }

    assertThat(notes()).extracting(Note::text).allMatch(notes().getFirst().text()::equals);
  }

  private List<Note> notes() {
    return log.rows(
        "select note from log_checkpoint where tenant_id = '%s' order by size, signed_at",
        row -> Note.parse(row.getString(1).getBytes(StandardCharsets.UTF_8)));
  }
}
