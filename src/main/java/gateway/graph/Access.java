package gateway.graph;

/** What an operation asks of its caller (contract §1, §8). */
public enum Access {
  /** Nothing, not even a token. */
  ANONYMOUS,
  /** A valid token of any tenant, whatever its permissions. */
  AUTHENTICATED,
  /** A permission to read. */
  READ,
  /** A permission to change. */
  WRITE
}
