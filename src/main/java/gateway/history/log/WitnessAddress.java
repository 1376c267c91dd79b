package gateway.history.log;

import gateway.tlog.VerifierKey;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * A witness and where it is asked.
 *
 * @param key what its cosignatures are believed by
 * @param addCheckpoint the address that takes checkpoints (C2SP tlog-witness)
 */
record WitnessAddress(VerifierKey key, URI addCheckpoint) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * Reads {@code <verifier key> <address>}: neither of the two can have a blank in it, while a
   * key's name may have most other characters, and its end has '+', '/' and '='.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static WitnessAddress parse(String text) {
    var parts = text.strip().split("\\s+");
    if (parts.length != 2) {
      throw new IllegalArgumentException("not a verifier key, a blank and an address");
    }
    var key = VerifierKey.parse(parts[0]);
    if (key.type() != VerifierKey.Type.COSIGNATURE) {
      throw new IllegalArgumentException("the key is a log's, not a witness's");
    }
    var prefix = URI.create(parts[1].replaceFirst("/+$", ""));
    boolean asked =
        prefix.getScheme() != null
            && SCHEMES.contains(prefix.getScheme().toLowerCase(Locale.ROOT))
            && prefix.getHost() != null
            && prefix.getRawUserInfo() == null
            && prefix.getRawQuery() == null
            && prefix.getRawFragment() == null;
    if (!asked) {
      throw new IllegalArgumentException("the address is not http(s)://host[:port][/path]");
    }
    return new WitnessAddress(key, URI.create(prefix + "/add-checkpoint"));
  }

  String name() {
    return key.name();
  }
}
