package gateway.security;

/**
 * A setting without which no token can be judged is missing or wrong. The message is the one line
 * that names it.
 */
public final class UnusableSetting extends RuntimeException {

  UnusableSetting(String setting, String problem) {
    super(setting + ": " + problem, null, false, false);
  }
}
