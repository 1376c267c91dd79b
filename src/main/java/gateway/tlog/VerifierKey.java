package gateway.tlog;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key that signatures of notes are believed by, as a text {@code <name>+<ID>+<base64 of
 * type and key>} (C2SP signed-note, "Verifier keys").
 */
public record VerifierKey(String name, Type type, PublicKey publicKey) {

  /** What a key signs. Other types of C2SP are not known here. */
  public enum Type {
    /** A note's text: what a log signs its checkpoints with (C2SP signed-note). */
    NOTE((byte) 0x01),
    /** A time and a checkpoint: what a witness signs (C2SP tlog-cosignature). */
    COSIGNATURE((byte) 0x04);

    private final byte identifier;

    Type(byte identifier) {
      this.identifier = identifier;
    }
  }

  /** A name of 16 KiB is a mistake; C2SP sets no limit. */
  private static final int MAX_CHARACTERS = 16_384;

  public VerifierKey {
    KeyName.require(name, "verifier key");
  }

  /** Reads exactly what {@link #toString} writes; refuses an ID that is not the key's. */
  public static VerifierKey parse(String text) {
    var parts = text.split("\\+", 3);
    if (text.length() > MAX_CHARACTERS || parts.length != 3) {
      throw new Malformed("verifier key: not <name>+<ID>+<key>: " + Malformed.quoted(text));
    }
    byte[] key = StrictBase64.decode(parts[2], "verifier key");
    for (var type : Type.values()) {
      if (key.length > 0 && key[0] == type.identifier) {
        byte[] point = Arrays.copyOfRange(key, 1, key.length);
        var read = new VerifierKey(parts[0], type, Ed25519.publicKey(point, "verifier key"));
        if (!read.toString().equals(text)) {
          throw new Malformed(
              "verifier key: the ID is not this name's and key's, %s: %s"
                  .formatted(read.hexId(), Malformed.quoted(parts[1])));
        }
        return read;
      }
    }
    throw new Malformed("verifier key: its type is neither 1 nor 4: " + Malformed.quoted(text));
  }

  /** The key's ID, as signature lines have it. */
  public int id() {
    return KeyName.id(name, type.identifier, Ed25519.bytes(publicKey));
  }

  @Override
  public String toString() {
    byte[] key = Ed25519.bytes(publicKey);
    byte[] typed = ByteBuffer.allocate(1 + key.length).put(type.identifier).put(key).array();
    return name + '+' + hexId() + '+' + StrictBase64.encode(typed);
  }

  /** Whether a signature line says to be of this key. */
  boolean names(NoteSignature line) {
    return line.name().equals(name) && line.keyId() == id();
  }

  /** Whether a signature line that names this key is this key's signature of a note's text. */
  boolean verifies(String text, NoteSignature line) {
    byte[] signature = line.signature();
    return switch (type) {
      case NOTE ->
          signature.length == Ed25519.SIGNATURE_BYTES
              && Ed25519.verify(publicKey, Text.encode(text), signature);
      case COSIGNATURE -> {
        if (signature.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
          yield false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        byte[] signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        yield time >= 0 && Ed25519.verify(publicKey, Cosigner.message(time, text), signed);
      }
    };
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id());
  }
}
