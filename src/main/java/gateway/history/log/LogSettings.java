package gateway.history.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** How the log is signed and shown (contract §10). */
@ConfigMapping(prefix = "gateway.log")
interface LogSettings {

  /** The name of the log in its checkpoints; the tenant's id is appended to it. */
  Optional<String> origin();

  /** A PEM file with an Ed25519 private key in PKCS#8; without it nothing is signed. */
  Optional<String> signingKeyLocation();

  /** Verifier key and address of each witness, with a blank between the two. */
  Optional<List<String>> witnesses();

  /**
   * A folder of checkpoints that were seen, one signed note a file; the logs must contain them, or
   * nothing more is signed.
   */
  Optional<String> seenCheckpoints();

  /** Whether checkpoint, tiles and key are open to everyone; the entries never are. */
  @WithName("public")
  @WithDefault("false")
  boolean isPublic();
}
