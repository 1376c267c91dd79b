package gateway.operations.development;

import gateway.operations.Main;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The program's entry in development mode ({@code %dev.quarkus.package.main-class}). A database
 * that is configured is used as it is; without one, an embedded one is started.
 */
@QuarkusMain(name = "development")
public final class DevelopmentMain {

  private DevelopmentMain() {}

  /** Runs at the start, and again at each live reload. */
  public static void main(String... args) {
    Main.prepare();
    SigningKey.ensure();
    if (lacksDatabase()) {
      DevelopmentDatabase.start().forEach(System::setProperty);
    }
    Quarkus.run(DevelopmentRun.class, args);
  }

  /** True at the first start alone: the embedded one and its settings outlive a reload. */
  private static boolean lacksDatabase() {
    return ConfigProvider.getConfig()
        .getOptionalValue("quarkus.datasource.reactive.url", String.class)
        .isEmpty();
  }
}
