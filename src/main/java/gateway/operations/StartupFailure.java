package gateway.operations;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A reason not to start, which an operator can mend: its message is one line that names the
 * setting.
 */
final class StartupFailure extends RuntimeException {

  StartupFailure(String message) {
    super(message, null, false, false);
  }

  /**
   * Ends the program; a failure that an operator can mend is one line, a defect is its stack trace.
   */
  static void exit(Integer code, @Nullable Throwable failure) {
    if (failure != null) {
      System.err.println(described(failure));
    }
    System.exit(failure == null ? code : Math.max(code, 1));
  }

  private static String described(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isMendable(cause)) {
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
      }
    }
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static boolean isMendable(Throwable cause) {
    boolean conversion =
        cause instanceof IllegalArgumentException
            && String.valueOf(cause.getMessage()).contains("SRCFG");
    return conversion
        || cause instanceof StartupFailure
        || cause instanceof ConfigurationException
        || cause instanceof ConfigValidationException
        || cause instanceof FlywayException
        || cause instanceof BindException;
  }
}
