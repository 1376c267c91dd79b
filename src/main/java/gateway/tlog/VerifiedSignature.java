package gateway.tlog;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A signature of a note that was verified, and the key it was verified by. */
public record VerifiedSignature(VerifierKey key, NoteSignature signature) {

  /** When a witness says to have signed, in seconds since 1970-01-01T00:00:00Z; 0 to 2^63-1. */
  public OptionalLong cosignedAt() {
    return switch (key.type()) {
      case NOTE -> OptionalLong.empty();
      case COSIGNATURE -> OptionalLong.of(ByteBuffer.wrap(signature.signature()).getLong());
    };
  }
}
