package gateway.operations.development;

import gateway.graph.Response;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes the samples as clients would, so that each has its history. */
@IfBuildProfile("dev")
@Singleton
final class SampleWriter {

  /** Below the pool's size: the rest is for whoever asks already. */
  private static final int AT_ONCE = 12;

  private static final int CREATED = 201;
  private static final int CHANGED = 200;
  private static final int EXISTS = 409;

  private final AuditClient client;

  SampleWriter(AuditClient client) {
    this.client = client;
  }

  /** Writes those that are not there yet. */
  Uni<Void> write(List<SampleAudit> samples) {
    return Multi.createFrom()
        .iterable(samples)
        .onItem()
        .transformToUni(this::write)
        .merge(AT_ONCE)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Response> write(SampleAudit sample) {
    return client
        .create(sample.by(), sample.values())
        .chain(created ->
            created.status() == EXISTS
                ? Uni.createFrom().item(created)
                : change(sample, required(CREATED, created)));
  }

  private Uni<Response> change(SampleAudit sample, Response created) {
    var last = Uni.createFrom().item(created);
    for (SampleAudit.Change change : sample.changes()) {
      last =
          last.chain(() -> client.update(change.by(), sample.id(), change.values()))
              .map(response -> required(CHANGED, response));
    }
    return last;
  }

  private static Response required(int status, Response response) {
    if (response.status() != status) {
      throw new IllegalStateException(
          "A sample audit was answered with %d: %s".formatted(response.status(), response.body()));
    }
    return response;
  }
}
