package gateway.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature line of a note: who says to have signed, and the signature (C2SP signed-note).
 *
 * @param name the key's name
 * @param base64 the key's ID in four bytes, big-endian, and the signature behind it
 */
public record NoteSignature(String name, String base64) {

  private static final String START = "\u2014 ";

  public NoteSignature {
    KeyName.require(name, "signature line");
    if (StrictBase64.decode(base64, "signature line").length <= Integer.BYTES) {
      throw new Malformed("signature line: no signature behind the key's ID");
    }
  }

  static NoteSignature of(String name, int keyId, byte[] signature) {
    var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
    bytes.putInt(keyId).put(signature);
    return new NoteSignature(name, StrictBase64.encode(bytes.array()));
  }

  /** Reads a line without its newline. */
  static NoteSignature parse(String line) {
    var rest = Text.after(START, line, "signature line");
    int space = rest.indexOf(' ');
    if (space < 0) {
      throw new Malformed("signature line: no space behind the name: " + Malformed.quoted(line));
    }
    return new NoteSignature(rest.substring(0, space), rest.substring(space + 1));
  }

  /** Names the key together with its name; anybody can make a key with the same ID. */
  public int keyId() {
    return ByteBuffer.wrap(decoded()).getInt();
  }

  byte[] signature() {
    byte[] bytes = decoded();
    return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
  }

  /** The line, with its newline. */
  public String line() {
    return START + name + ' ' + base64 + '\n';
  }

  private byte[] decoded() {
    return StrictBase64.decode(base64, "signature line");
  }
}
