package gateway.operations.guard;

import io.netty.util.ByteProcessor;

/**
 * A word of the request line while it is read: how long it is so far, and its last eight bytes as
 * one number, enough to know the words that matter however they are cut into reads.
 */
final class Word implements ByteProcessor {

  private Bytes alphabet = Bytes.TOKEN;
  private long lastBytes;
  private int length;

  void begin(Bytes itsAlphabet) {
    alphabet = itsAlphabet;
    lastBytes = 0;
    length = 0;
  }

  @Override
  public boolean process(byte value) {
    if (!alphabet.process(value)) {
      return false;
    }
    lastBytes = lastBytes << Byte.SIZE | value;
    length++;
    return true;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Whether it is this word, written as a number of at most eight ASCII characters. */
  boolean is(long characters, int itsLength) {
    return length == itsLength && lastBytes == characters;
  }
}
