package gateway.tlog;

/** The key that a log signs its checkpoints with (C2SP signed-note, type 0x01). */
public final class LogSigner {

  private final VerifierKey verifierKey;
  private final SecretKey key;

  /**
   * @param name the key's name, which should be the log's origin; without spaces and plus signs
   */
  public LogSigner(String name, SecretKey key) {
    this.verifierKey = new VerifierKey(name, VerifierKey.Type.NOTE, key.publicKey());
    this.key = key;
  }

  /** The checkpoint as a note with this key's signature. */
  public Note sign(Checkpoint checkpoint) {
    var text = checkpoint.text();
    return Note.of(text, sign(text));
  }

  /** What others verify with. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  NoteSignature sign(String text) {
    return NoteSignature.of(verifierKey.name(), verifierKey.id(), key.sign(Text.encode(text)));
  }
}
