package gateway.operations.guard;

import io.netty.util.ByteProcessor;

/**
 * A set of bytes, as a grammar names them. As a processor it goes on while bytes are of the set.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a table is the fastest test.
record Bytes(boolean[] members) implements ByteProcessor {

  private static final String LETTERS_AND_DIGITS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** {@code tchar} (RFC 9110 §5.6.2): methods, field names, extensions of a chunk. */
  static final Bytes TOKEN = of("!#$%&'*+-.^_`|~" + LETTERS_AND_DIGITS);

  /**
   * {@code VCHAR}: what may stand in a request target. Which of them a URI allows is the router's
   * affair.
   */
  static final Bytes VISIBLE = range(0x21, 0x7E);

  /** {@code field-vchar}, space and tab (RFC 9110 §5.5): no NUL, no other control character. */
  static final Bytes FIELD_TEXT = range(0x20, 0x7E).and(range(0x80, 0xFF)).and(of("\t"));

  static final Bytes DIGIT = of("0123456789");

  /** {@code uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2.2), by its characters. */
  static final Bytes HOST = of("-._~!$&'()*+,;=%:[]" + LETTERS_AND_DIGITS);

  /** {@code qdtext} (RFC 9110 §5.6.4). */
  static final Bytes QUOTED = FIELD_TEXT.without("\"\\");

  @Override
  public boolean process(byte value) {
    return members[value & 0xFF];
  }

  private static Bytes of(String characters) {
    var members = new boolean[0x100];
    characters.chars().forEach(c -> members[c] = true);
    return new Bytes(members);
  }

  private static Bytes range(int first, int last) {
    var members = new boolean[0x100];
    for (int b = first; b <= last; b++) {
      members[b] = true;
    }
    return new Bytes(members);
  }

  private Bytes and(Bytes more) {
    var both = members.clone();
    for (int b = 0; b < both.length; b++) {
      both[b] |= more.members[b];
    }
    return new Bytes(both);
  }

  private Bytes without(String characters) {
    var rest = members.clone();
    characters.chars().forEach(c -> rest[c] = false);
    return new Bytes(rest);
  }
}
