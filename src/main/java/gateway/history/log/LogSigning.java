package gateway.history.log;

import gateway.security.UnusableSetting;
import gateway.tlog.Checkpoint;
import gateway.tlog.LogSigner;
import gateway.tlog.Malformed;
import gateway.tlog.Note;
import gateway.tlog.SecretKey;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The key that signs the logs, and the names under which it does so: one for each tenant. */
@Singleton
public final class LogSigning {

  private static final Logger LOG = Logger.getLogger(LogSigning.class);
  private static final String KEY = "GATEWAY_LOG_SIGNING_KEY_LOCATION";
  private static final String ORIGIN = "GATEWAY_LOG_ORIGIN";

  private final LogSettings settings;
  private volatile Optional<SecretKey> key = Optional.empty();

  LogSigning(LogSettings settings) {
    this.settings = settings;
  }

  /**
   * For the start: reads the key. Without one a line says that nothing is signed.
   *
   * @throws UnusableSetting when there is one that cannot be used, or no origin for it
   */
  public void ready() {
    var location = settings.signingKeyLocation();
    if (location.isEmpty()) {
      LOG.warnf("%s is not set: the logs grow, and no checkpoint of them is signed.", KEY);
      return;
    }
    key = Optional.of(read(location.get()));
    requireOrigin();
  }

  /** Whether there is a key. */
  boolean signs() {
    return key.isPresent();
  }

  /** What signs a tenant's log; empty when nothing is signed. */
  Optional<LogSigner> signer(UUID tenant) {
    return key.map(secret -> new LogSigner(origin(tenant), secret));
  }

  /** The name of a tenant's log in its checkpoints (contract §10). */
  String origin(UUID tenant) {
    return settings.origin().orElseThrow() + "/" + tenant;
  }

  /**
   * The checkpoint in a note that this key has signed.
   *
   * @throws IllegalArgumentException where it is no checkpoint of one of these logs
   * @throws gateway.tlog.Unverified where it is, and the signature is not this key's
   */
  Checkpoint opened(Note note) {
    var tenant = tenant(Checkpoint.parse(note.text()).origin());
    return Checkpoint.open(
        note, origin(tenant), List.of(signer(tenant).orElseThrow().verifierKey()));
  }

  /** The tenant whose log has this name. */
  UUID tenant(String origin) {
    String prefix = settings.origin().orElseThrow() + "/";
    if (origin.startsWith(prefix)) {
      var tenant = UUID.fromString(origin.substring(prefix.length()));
      if (origin(tenant).equals(origin)) {
        return tenant;
      }
    }
    throw new IllegalArgumentException("its log is not one of " + prefix + "{tenantId}");
  }

  private static SecretKey read(String location) {
    try {
      return SecretKey.ofPem(Files.readString(Path.of(location)));
    } catch (IOException | InvalidPathException e) {
      throw new UnusableSetting(KEY, "the file '" + location + "' cannot be read");
    } catch (Malformed e) {
      throw new UnusableSetting(KEY, location + " is not usable: " + e.getMessage());
    }
  }

  private void requireOrigin() {
    if (settings.origin().isEmpty()) {
      throw new UnusableSetting(
          ORIGIN, "it is missing; it names the logs that the signing key signs");
    }
    try {
      var _ = signer(new UUID(0, 0)).orElseThrow();
    } catch (Malformed e) {
      throw new UnusableSetting(
          ORIGIN, "it must be a name without spaces and plus signs, such as audits.example.org");
    }
  }
}
