package gateway.tlog;

import java.util.Base64;
import java.util.HexFormat;

/** Keys for tests: their secrets are in the source. */
final class Keys {

  static final SecretKey LOG = secret("00".repeat(31) + "01");
  static final SecretKey WITNESS = secret("00".repeat(31) + "02");
  static final SecretKey OTHER = secret("00".repeat(31) + "03");

  private Keys() {}

  static SecretKey secret(String hex) {
    return SecretKey.ofPem(pem("302e020100300506032b657004220420" + hex));
  }

  static String pem(String hex) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))
        + "\n-----END PRIVATE KEY-----\n";
  }
}
