package gateway.operations;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** The program's entry: what must be so before anything starts, then the service. */
@QuarkusMain
public final class Main {

  /**
   * Turns off a check of Quarkus that answers 400 without our headers; the router decodes every
   * address strictly itself.
   */
  private static final String URI_VALIDATION_OFF = "vertx.disableURIValidation";

  private Main() {}

  public static void main(String... args) {
    prepare();
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      requireSettings();
    }
    Quarkus.run(null, StartupFailure::exit, args);
  }

  private static void requireSettings() {
    try {
      RequiredSettings.fault(ConfigProvider.getConfig())
          .ifPresent(fault -> StartupFailure.exit(1, new StartupFailure(fault)));
    } catch (RuntimeException unreadable) {
      StartupFailure.exit(1, unreadable);
    }
  }

  /** Sets what Vert.x reads once, when it is first used; every entry of the program begins so. */
  public static void prepare() {
    System.setProperty(URI_VALIDATION_OFF, "true");
  }
}
