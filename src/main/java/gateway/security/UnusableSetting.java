package gateway.security;

/**
 * A setting that the service cannot do without is missing or wrong. The message is the one line
 * that names it.
 */
public final class UnusableSetting extends RuntimeException {

  public UnusableSetting(String setting, String problem) {
    super(setting + ": " + problem, null, false, false);
  }
}
