package gateway.operations;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds variables that look like settings of this service and are none: a misspelt name would be
 * passed over, and its default would reign.
 */
final class UnknownSettings {

  private static final String PREFIX = "GATEWAY_";

  /**
   * What may follow a name: a file holds the value ({@link SecretFiles}), or it is one of a list.
   */
  private static final String SUFFIX = "(?:_FILE|_\\d+_)$";

  /** Every setting of the service's own, as an operator writes it. */
  static final List<String> KNOWN =
      List.of(
          "GATEWAY_DATABASE_ACQUIRE_TIMEOUT",
          "GATEWAY_DATABASE_QUEUE",
          "GATEWAY_DATABASE_READ_CONNECTIONS",
          "GATEWAY_DATABASE_ROLE",
          "GATEWAY_DATABASE_STATEMENT_TIMEOUT",
          "GATEWAY_EVOLVABLE_ENUMS",
          "GATEWAY_EXPORT_AT_ONCE",
          "GATEWAY_EXPORT_LONGEST",
          "GATEWAY_HTTP_BODY_TIMEOUT",
          "GATEWAY_JWKS_INTERVAL",
          "GATEWAY_LOG_ORIGIN",
          "GATEWAY_LOG_PUBLIC",
          "GATEWAY_LOG_SEEN_CHECKPOINTS",
          "GATEWAY_LOG_SIGNING_KEY_LOCATION",
          "GATEWAY_LOG_WITNESSES",
          "GATEWAY_RATE_LIMIT_APPLICATION_REQUESTS",
          "GATEWAY_RATE_LIMIT_APPLICATION_WRITES",
          "GATEWAY_RATE_LIMIT_ENABLED",
          "GATEWAY_RATE_LIMIT_TENANT_REQUESTS",
          "GATEWAY_RATE_LIMIT_TENANT_WRITES",
          "GATEWAY_REQUESTS_AT_ONCE",
          "GATEWAY_REQUESTS_MEMORY",
          "GATEWAY_REQUIRE_IF_MATCH",
          "GATEWAY_TRUSTED_ISSUERS",
          "GATEWAY_TRUSTED_PROXIES");

  /**
   * What Kubernetes tells every container of a Service named {@code gateway} or {@code gateway-...}
   * in its namespace: {@code GATEWAY_SERVICE_HOST}, {@code GATEWAY_PORT_8080_TCP_ADDR}.
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "GATEWAY_(?:\\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\\w+)?|PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)");

  private UnknownSettings() {}

  /** One line for each, in the order of their names; the values are nobody's business. */
  static List<String> warnings(Set<String> environment) {
    return environment.stream()
        .filter(UnknownSettings::isUnknown)
        .sorted()
        .map(name ->
            "%s is no setting of this service and does nothing; is %s meant?"
                .formatted(name, nearest(name)))
        .toList();
  }

  private static boolean isUnknown(String name) {
    return name.startsWith(PREFIX)
        && !KNOWN.contains(name)
        && !KNOWN.contains(name.replaceFirst(SUFFIX, ""))
        && !OF_KUBERNETES.matcher(name).matches();
  }

  private static String nearest(String name) {
    return KNOWN.stream()
        .min(Comparator.comparingInt(known -> distance(known, name)))
        .orElseThrow();
  }

  /** How many letters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
