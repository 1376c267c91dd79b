package gateway.tlog;

import java.security.MessageDigest;
import java.util.Arrays;

/** A SHA-256 hash; immutable. As text it is standard base64 with padding, 44 characters. */
public final class Hash {

  /** A hash's length in bytes. */
  public static final int BYTES = 32;

  /** The root of the tree without leaves: the hash of no bytes (RFC 6962 §2.1). */
  public static final Hash OF_EMPTY_TREE = new Hash(Sha256.digest().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy; refuses any length but {@link #BYTES}. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new Malformed("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * Reads exactly what {@link #toString} writes; the message of a refusal begins with the place.
   */
  static Hash parse(String base64, String place) {
    byte[] bytes = StrictBase64.decode(base64, place);
    if (bytes.length != BYTES) {
      throw new Malformed(place + ": a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes);
  }

  /** Copies the 32 bytes that begin at an offset. */
  static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /** Wraps bytes that nobody else keeps. */
  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  void update(MessageDigest digest) {
    digest.update(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return StrictBase64.encode(bytes);
  }
}
