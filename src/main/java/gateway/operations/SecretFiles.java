package gateway.operations;

import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Settings from files: {@code NAME_FILE} in the environment is the path of a file that holds the
 * value of {@code NAME}, so that a secret need not stand in the environment itself.
 */
public final class SecretFiles implements ConfigSourceProvider {

  private static final String SUFFIX = "_FILE";

  /** Not all of Quarkus: some of its own settings end in _FILE, such as the one for a key store. */
  private static final List<String> PREFIXES =
      List.of("QUARKUS_DATASOURCE_", "QUARKUS_FLYWAY_", "MP_JWT_", "GATEWAY_");

  /** Below the environment itself (300), so that a value given directly wins. */
  private static final int ORDINAL = 299;

  @Override
  public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
    return List.of(source(System.getenv()));
  }

  static ConfigSource source(Map<String, String> environment) {
    var values = new HashMap<String, String>();
    environment.forEach((name, path) -> {
      if (name.endsWith(SUFFIX) && PREFIXES.stream().anyMatch(name::startsWith)) {
        values.put(name.substring(0, name.length() - SUFFIX.length()), content(name, path));
      }
    });
    return new EnvConfigSource(values, ORDINAL);
  }

  /** The file's text without the line end that editors put there. */
  private static String content(String name, String path) {
    try {
      return Files.readString(Path.of(path)).replaceAll("\\R\\z", "");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: the file '%s' cannot be read (%s).".formatted(name, path, e.getMessage()), e);
    }
  }
}
