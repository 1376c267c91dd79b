package gateway.security;

import java.util.List;
import java.util.Optional;

/** The keys that are trusted at one moment. Two sets with the same keys are equal. */
record KeySet(List<VerificationKey> keys) {

  /** Before any keys were read: nothing can be verified. */
  static final KeySet NONE = new KeySet(List.of());

  /**
   * A token that names no key costs one check for each key that fits; issuers have two or three at
   * a time.
   */
  private static final int MOST_TRIED = 8;

  KeySet {
    keys = List.copyOf(keys);
  }

  /** Whether there is any key that a token with this {@code kid} could mean. */
  boolean knows(Optional<String> keyId) {
    return !meant(keyId).isEmpty();
  }

  /** Refuses a token that no key of this set has signed. */
  void verify(SignedToken token) throws RefusedToken {
    var meant = meant(token.keyId());
    if (meant.isEmpty()) {
      throw new RefusedToken(TokenRefusal.UNKNOWN_KEY);
    }
    if (meant.stream()
        .filter(key -> key.algorithms().contains(token.algorithm()))
        .limit(MOST_TRIED)
        .noneMatch(key -> token.isSignedBy(key.key()))) {
      throw new RefusedToken(TokenRefusal.WRONG_SIGNATURE);
    }
  }

  /**
   * The keys of that name; a token without a name, and a key without one, leave the choice to the
   * signature.
   */
  private List<VerificationKey> meant(Optional<String> keyId) {
    if (keyId.isEmpty()) {
      return keys;
    }
    var named = keys.stream().filter(key -> key.id().equals(keyId)).toList();
    return named.isEmpty() ? keys.stream().filter(key -> key.id().isEmpty()).toList() : named;
  }
}
