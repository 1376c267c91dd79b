package gateway.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** An Ed25519 private key with the public key that belongs to it. It never shows itself. */
public final class SecretKey {

  /** A key's PEM is some 120 characters; this leaves room for notes around it. */
  private static final int MAX_CHARACTERS = 16_384;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END PRIVATE KEY-----");

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SecretKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Reads the one {@code PRIVATE KEY} block (PKCS#8) of a PEM file; refuses every other kind of
   * key. The message of a refusal says nothing of the key.
   */
  public static SecretKey ofPem(String pem) {
    var block = PEM.matcher(pem);
    if (pem.length() > MAX_CHARACTERS || !block.find()) {
      throw new Malformed("no PEM file with an unencrypted PRIVATE KEY block (PKCS#8)");
    }
    var body = block.group(1);
    if (block.find()) {
      throw new Malformed("a PEM file with more than one PRIVATE KEY block");
    }
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
      var key = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
      if (key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
        return new SecretKey(key, publicKeyOf(edwards.getBytes().get()));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Malformed("the PRIVATE KEY block is not an Ed25519 key in PKCS#8");
    }
    throw new Malformed("the PRIVATE KEY block is not an Ed25519 key in PKCS#8");
  }

  PublicKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] message) {
    return Ed25519.sign(privateKey, message);
  }

  /**
   * The JDK derives a public key only while it makes a pair; a pair is made of 32 random bytes,
   * which are the private key (RFC 8032 §5.1.5), so it is given these.
   */
  private static PublicKey publicKeyOf(byte[] secret) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(255, new Known(secret));
    return generator.generateKeyPair().getPublic();
  }

  /** Gives bytes that are known before. */
  private static final class Known extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient byte[] bytes;

    Known(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] wanted) {
      if (wanted.length != bytes.length) {
        throw new IllegalStateException("an Ed25519 private key has 32 bytes");
      }
      System.arraycopy(bytes, 0, wanted, 0, wanted.length);
    }
  }
}
