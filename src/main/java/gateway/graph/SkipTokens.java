package gateway.graph;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals where a page ended into a {@code $skiptoken}: AES-256-GCM, so that no personal value stands
 * in an access log and nothing can be made up; bound to tenant and query as additional data. The
 * key comes from the database, the same on every pod.
 */
@Singleton
public final class SkipTokens {

  /**
   * The first byte of every token. What else opens with our key is of a format that is no longer,
   * or not yet, read.
   */
  private static final byte FORMAT = 1;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable SecretKey key;

  /** Sets the key; called once, before the service is ready. */
  public void use(byte[] aesKey) {
    key = new SecretKeySpec(aesKey, "AES");
  }

  /**
   * @param query the address and its options, without the token itself
   * @param position whatever the page needs to go on
   */
  public String seal(UUID tenant, String query, byte[] position) {
    return seal(FORMAT, tenant, query, position);
  }

  /**
   * The envelope of every format is the same, so that an old token can be told from a forged one.
   */
  String seal(byte format, UUID tenant, String query, byte[] position) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, format, nonce, tenant, query).doFinal(position);
      return TEXT.encodeToString(
          ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
              .put(format)
              .put(nonce)
              .put(sealed)
              .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
    }
  }

  /**
   * The position that was sealed; a {@link Problem} of 400 when the token is not one of ours for
   * this tenant and query, of 410 when it is too old.
   */
  public ByteBuffer open(UUID tenant, String query, String token) {
    var bytes = decoded(token);
    if (bytes.length < 1 + NONCE_BYTES + TAG_BITS / 8) {
      throw forged();
    }
    byte format = bytes[0];
    var nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(bytes, 1, NONCE_BYTES).get(nonce);
    try {
      var position =
          cipher(Cipher.DECRYPT_MODE, format, nonce, tenant, query)
              .doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
      if (format != FORMAT) {
        throw Problem.of(
            ErrorCode.GONE,
            "This $skiptoken is of a format that is not read; start at the first page.");
      }
      return ByteBuffer.wrap(position);
    } catch (AEADBadTagException e) {
      throw forged();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java runtime.", e);
    }
  }

  private Cipher cipher(int mode, byte format, byte[] nonce, UUID tenant, String query)
      throws GeneralSecurityException {
    var current = key;
    if (current == null) {
      throw new IllegalStateException(
          "The key for skip tokens has not been read from the database.");
    }
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, current, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((format + " " + tenant + " " + query).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] decoded(String token) {
    try {
      var bytes = Base64.getUrlDecoder().decode(token);
      if (TEXT.encodeToString(bytes).equals(token)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw forged();
    }
    throw forged();
  }

  private static Problem forged() {
    return Problem.badRequest(
        new Fault(
            "$skiptoken",
            "This $skiptoken is not valid for this address and its options; follow @odata.nextLink as it was given."));
  }
}
