package gateway.history.log;

import gateway.Api;
import gateway.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Who verifies a tenant's log by the command alone.
 *
 * @param origin where the service is, or what stands between
 * @param folder for files of the auditor's own
 */
record Auditor(UUID tenant, String origin, Path folder) {

  static Auditor of(UUID tenant, Path folder) {
    return new Auditor(tenant, api(tenant).origin(), folder);
  }

  private static Api api(UUID tenant) {
    return Api.of(tenant);
  }

  VerifierRun online(String... more) {
    return onlineBy(key().toString(), more);
  }

  VerifierRun onlineBy(String key, String... more) {
    var arguments =
        new ArrayList<>(List.of("--url", origin, "--tenant", tenant.toString(), "--key", key));
    arguments.addAll(
        List.of("--token-file", write("token", api(tenant).token() + "\n").toString()));
    arguments.addAll(List.of(more));
    return VerifierRun.of(arguments.toArray(String[]::new));
  }

  VerifierRun offline(Path saved, String... more) {
    var arguments = new ArrayList<>(List.of("--dir", saved.toString(), "--key", key().toString()));
    arguments.addAll(List.of(more));
    return VerifierRun.of(arguments.toArray(String[]::new));
  }

  VerifierKey key() {
    return VerifierKey.parse(get("key").strip());
  }

  /** The checkpoint that is served now, in a file. */
  Path checkpoint(String name) {
    return write(name, get("checkpoint"));
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String get(String resource) {
    return api(tenant).get("/log/" + tenant + "/" + resource).is(200).body();
  }
}
