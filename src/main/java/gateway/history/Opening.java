package gateway.history;

/**
 * What opens one commitment of an entry's leaf in the log (contract §11).
 *
 * @param path where in the leaf it stands, as a JSON Pointer (RFC 6901)
 * @param salt 32 random bytes
 */
public record Opening(String path, byte[] salt) {}
