package gateway.operations;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A reason not to start, which an operator can mend: its message is one line that names the
 * setting.
 */
public final class StartupFailure extends RuntimeException {

  /** A message that begins with the name of a setting tells an operator all there is to tell. */
  private static final Pattern NAMES_A_SETTING =
      Pattern.compile("(?:GATEWAY|QUARKUS|MP)_[A-Z0-9_]+[: ]");

  public StartupFailure(String message) {
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
        return oneLine(cause);
      }
    }
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String oneLine(Throwable cause) {
    String text =
        String.valueOf(cause.getMessage())
            .strip()
            .replaceAll("-{5,}", "")
            .replaceAll("\\s*\\R\\s*", " ");
    return switch (cause) {
      case FlywayException _ -> aboutMigration(text);
      case QuarkusBindException taken ->
          "QUARKUS_HTTP_PORT: the port %d is in use.".formatted(taken.getPort());
      case BindException _ -> "QUARKUS_MANAGEMENT_PORT: the port cannot be used: " + text;
      default -> text;
    };
  }

  /** What our own migration says begins with the name of a setting; the database's words do not. */
  private static String aboutMigration(String text) {
    var ours = Pattern.compile("GATEWAY_DATABASE_ROLE: .*?\\.\\.\\.\\)").matcher(text);
    return ours.find()
        ? ours.group()
        : "QUARKUS_DATASOURCE_JDBC_URL: the migration failed: " + text;
  }

  private static boolean isMendable(Throwable cause) {
    return NAMES_A_SETTING.matcher(String.valueOf(cause.getMessage())).lookingAt()
        || cause instanceof ConfigurationException
        || cause instanceof ConfigValidationException
        || cause instanceof FlywayException
        || cause instanceof BindException;
  }
}
