package gateway.security;

/**
 * A key document that cannot be had or used. The message is a clause that follows the name of the
 * setting.
 */
final class UnusableKeys extends RuntimeException {

  UnusableKeys(String message) {
    super(message, null, false, false);
  }

  UnusableKeys(String message, Throwable cause) {
    super(message, cause);
  }
}
