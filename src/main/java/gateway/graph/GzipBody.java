package gateway.graph;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A body in the coding gzip (RFC 1952, RFC 9110 §8.4.1.3), as Microsoft's Graph SDK for Go sends
 * every body. One member and nothing behind it, which is what compressors make of one text.
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}, which passes over what stands behind the last
 * member, and calls itself once for each empty one: a megabyte of them is the end of its stack.
 */
final class GzipBody {

  private static final short MAGIC = (short) 0x8B1F;
  private static final byte DEFLATE = 8;

  /** Bytes of the time, the level and the system, which say nothing of the text. */
  private static final int UNUSED = 6;

  private static final int CHECKSUM_OF_HEADER = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  /** Flags that have no meaning; set, they may say that more stands before the text (§2.3.1.2). */
  private static final int RESERVED = 0xE0;

  private GzipBody() {}

  /**
   * Whether these are the first bytes of gzip, with which no JSON begins. They may not be although
   * the client says so: its body is still to come ({@code Expect: 100-continue}), or it is the SDK
   * for Go that tries again after a 429, for which it goes back to the body as it was before it was
   * packed, and leaves the header.
   */
  static boolean isBegunIn(byte[] bytes) {
    return bytes.length >= Short.BYTES
        && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort() == MAGIC;
  }

  /**
   * The bytes that were compressed. No more than {@code limit} are kept, whatever the body would
   * swell to; 400 when it is not gzip from its first byte to its last.
   */
  static Request.Body unpacked(byte[] gzip, int limit) {
    try {
      var in = ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN);
      passHeader(in);
      return inflated(in, limit);
    } catch (BufferUnderflowException | DataFormatException e) {
      throw Problem.badRequest(
          "The body is not what its Content-Encoding says: one gzip member, whole and by itself.");
    }
  }

  private static void passHeader(ByteBuffer in) throws DataFormatException {
    if (in.getShort() != MAGIC || in.get() != DEFLATE) {
      throw new DataFormatException();
    }
    int flags = in.get();
    if ((flags & RESERVED) != 0) {
      throw new DataFormatException();
    }
    pass(in, UNUSED);
    if ((flags & EXTRA) != 0) {
      pass(in, Short.toUnsignedInt(in.getShort()));
    }
    if ((flags & NAME) != 0) {
      passText(in);
    }
    if ((flags & COMMENT) != 0) {
      passText(in);
    }
    if ((flags & CHECKSUM_OF_HEADER) != 0) {
      pass(in, Short.BYTES);
    }
  }

  private static void pass(ByteBuffer in, int bytes) {
    if (bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + bytes);
  }

  private static void passText(ByteBuffer in) {
    while (in.get() != 0) {}
  }

  private static Request.Body inflated(ByteBuffer in, int limit) throws DataFormatException {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(in);
      // One more than may be: whoever fills it has sent too much.
      var bytes = new byte[limit + 1];
      int length = 0;
      int more = 1;
      while (more > 0) {
        more = inflater.inflate(bytes, length, bytes.length - length);
        length += more;
      }
      if (length > limit) {
        return new Request.Body(new byte[0], true);
      }
      var plain = Arrays.copyOf(bytes, length);
      requireTrailer(in, plain);
      return new Request.Body(plain, false);
    } finally {
      inflater.end();
    }
  }

  /** What ends too early leaves no trailer, because the inflater looked for its end in it. */
  private static void requireTrailer(ByteBuffer in, byte[] plain) throws DataFormatException {
    var checksum = new CRC32();
    checksum.update(plain);
    if (in.getInt() != (int) checksum.getValue()
        || in.getInt() != plain.length
        || in.hasRemaining()) {
      throw new DataFormatException();
    }
  }
}
