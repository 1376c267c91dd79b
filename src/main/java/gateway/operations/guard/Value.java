package gateway.operations.guard;

import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;

/**
 * The value of a field that the guard must know, without the whitespace around it (RFC 9110 §5.5);
 * the one thing that it copies.
 */
final class Value implements ByteProcessor {

  /**
   * A domain name of 253 characters with a port, the longest value that says anything here; of a
   * longer one only the length matters.
   */
  private static final int LONGEST = 259;

  /** Digits of the largest length that surely fits a {@code long}: an exabyte less one. */
  private static final int LONGEST_NUMBER = 18;

  private static final byte[] CHUNKED = "chunked".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes = new byte[LONGEST];
  private int length;

  /** The length up to the last byte that is no whitespace. */
  private int trimmed;

  void begin() {
    length = 0;
    trimmed = 0;
  }

  @Override
  public boolean process(byte value) {
    if (!Bytes.FIELD_TEXT.process(value)) {
      return false;
    }
    boolean isSpace = value == ' ' || value == '\t';
    if (length == 0 && isSpace) {
      return true;
    }
    if (length < LONGEST) {
      bytes[length] = value;
    }
    length++;
    if (!isSpace) {
      trimmed = length;
    }
    return true;
  }

  boolean isHost() {
    return isOf(Bytes.HOST);
  }

  /** {@code 1*DIGIT} (RFC 9110 §8.6), or -1: no sign, no list, no number beyond counting. */
  long number() {
    if (trimmed == 0 || trimmed > LONGEST_NUMBER || !isOf(Bytes.DIGIT)) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < trimmed; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }

  /** The one transfer coding that is understood, alone, in any case (RFC 9112 §7). */
  boolean isChunked() {
    if (trimmed != CHUNKED.length) {
      return false;
    }
    for (int i = 0; i < trimmed; i++) {
      if ((bytes[i] | 0x20) != CHUNKED[i]) {
        return false;
      }
    }
    return true;
  }

  /** The value as text, empty when it is longer than is kept. */
  String text() {
    return trimmed > LONGEST ? "" : new String(bytes, 0, trimmed, StandardCharsets.ISO_8859_1);
  }

  private boolean isOf(Bytes alphabet) {
    if (trimmed > LONGEST) {
      return false;
    }
    for (int i = 0; i < trimmed; i++) {
      if (!alphabet.process(bytes[i])) {
        return false;
      }
    }
    return true;
  }
}
