package gateway.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;

/** The key that a witness signs others' checkpoints with (C2SP tlog-cosignature, type 0x04). */
public final class Cosigner {

  private final VerifierKey verifierKey;
  private final SecretKey key;

  /**
   * @param name the witness's name, without spaces and plus signs
   */
  public Cosigner(String name, SecretKey key) {
    this.verifierKey = new VerifierKey(name, VerifierKey.Type.COSIGNATURE, key.publicKey());
    this.key = key;
  }

  /** The statement that this is the largest tree of its log that was seen by then. */
  public NoteSignature cosign(Checkpoint checkpoint, Instant now) {
    long time = now.getEpochSecond();
    if (time <= 0) {
      throw new IllegalArgumentException("a clock that stands at or before 1970: " + now);
    }
    byte[] signed = key.sign(message(time, checkpoint.text()));
    byte[] timed =
        ByteBuffer.allocate(Long.BYTES + signed.length).putLong(time).put(signed).array();
    return NoteSignature.of(verifierKey.name(), verifierKey.id(), timed);
  }

  /** What others verify with. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * What is signed (C2SP tlog-cosignature, "Ed25519 signed message").
   *
   * @param time in seconds since 1970-01-01T00:00:00Z
   */
  static byte[] message(long time, String checkpoint) {
    return Text.encode("cosignature/v1\ntime " + time + '\n' + checkpoint);
  }
}
