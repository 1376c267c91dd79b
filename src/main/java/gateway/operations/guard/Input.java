package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ByteProcessor;

/**
 * The bytes of one read, looked at in order and left as they are. One object a connection, opened
 * again for each read.
 */
final class Input {

  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
  private int at;
  private int end;

  void open(ByteBuf read) {
    bytes = read;
    at = read.readerIndex();
    end = read.writerIndex();
  }

  void close() {
    bytes = Unpooled.EMPTY_BUFFER;
    at = 0;
    end = 0;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  /** Takes the next byte if it is this one. */
  boolean takeIf(byte expected) {
    boolean isIt = bytes.getByte(at) == expected;
    if (isIt) {
      at++;
    }
    return isIt;
  }

  byte take() {
    return bytes.getByte(at++);
  }

  /** Takes bytes for as long as the run goes on, and tells how many. */
  int takeWhile(ByteProcessor run) {
    int stop = bytes.forEachByte(at, end - at, run);
    int taken = (stop < 0 ? end : stop) - at;
    at += taken;
    return taken;
  }

  /** Takes what there is, but no more than so many bytes, and tells how many. */
  int takeUpTo(long most) {
    int taken = (int) Math.min(most, end - at);
    at += taken;
    return taken;
  }
}
