package gateway.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as the JDK has it; every JDK must have it. */
public final class Sha256 {

  private Sha256() {}

  /** A new digest, which takes one text after the other; for one thread. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
