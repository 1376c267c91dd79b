package gateway.operations;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** The program's entry: what must be so before anything starts, then the service. */
@QuarkusMain
public final class Main {

  private static final String NETTY_EXTENSIONS = "io.netty.bootstrap.extensions";

  private Main() {}

  public static void main(String... args) {
    // Lets HttpGuard into each connection's pipeline; read by Netty when its first server starts.
    System.setProperty(NETTY_EXTENSIONS, "serviceload");
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      var missing = RequiredSettings.missing(ConfigProvider.getConfig());
      if (missing.isPresent()) {
        System.err.println(missing.get());
        System.exit(1);
      }
    }
    Quarkus.run(null, StartupFailure::exit, args);
  }
}
