package gateway.tlog;

/**
 * What was given has the right form and is not to be believed: a signature of a known key that does
 * not verify, no signature of a known key, another log's origin, or a proof that does not reach the
 * signed root.
 */
public final class Unverified extends RuntimeException {

  Unverified(String what) {
    super(what);
  }
}
