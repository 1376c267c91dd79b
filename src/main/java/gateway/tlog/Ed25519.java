package gateway.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) as the JDK has it, with keys as their 32 bytes. */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** A SubjectPublicKeyInfo is these bytes and the key (RFC 8410 §4). */
  private static final byte[] INFO_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /**
   * Refuses what is no point of the curve in its one encoding, as the JDK does when it verifies.
   */
  static PublicKey publicKey(byte[] key, String place) {
    if (key.length != KEY_BYTES) {
      throw new Malformed(place + ": an Ed25519 key has 32 bytes, not " + key.length);
    }
    byte[] info = Arrays.copyOf(INFO_PREFIX, INFO_PREFIX.length + KEY_BYTES);
    System.arraycopy(key, 0, info, INFO_PREFIX.length, KEY_BYTES);
    try {
      var read = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
      Signature.getInstance("Ed25519").initVerify(read);
      return read;
    } catch (GeneralSecurityException e) {
      throw new Malformed(place + ": not a public key of Ed25519");
    }
  }

  static byte[] bytes(PublicKey key) {
    byte[] info = key.getEncoded();
    return Arrays.copyOfRange(info, info.length - KEY_BYTES, info.length);
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with this Ed25519 key", e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // of the wrong length, or not a point and a reduced scalar
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot verify with this Ed25519 key", e);
    }
  }
}
