package gateway.graph;

import io.netty.util.NetUtil;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is at the other end: the socket's peer, or what trusted proxies say of the client
 * behind them.
 */
@Startup
@ApplicationScoped
public class Peers {

  /** Settings of the edge. */
  @ConfigMapping(prefix = "gateway")
  public interface Settings {
    /** Addresses or networks (CIDR) whose forwarding headers are believed; none by default. */
    Optional<List<String>> trustedProxies();
  }

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z0-9._~-]{1,255}|\\[([0-9A-Fa-f:.]{2,45})\\])(?::(\\d{1,5}))?");

  private static final int LARGEST_PORT = 65_535;

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)");

  private final ForwardedHeaders forwarded;

  Peers(Settings settings) {
    this.forwarded = new ForwardedHeaders(settings.trustedProxies().orElse(List.of()));
  }

  /**
   * The peer of a request; a {@link Problem} of 400 when its {@code Host} cannot stand in a link.
   */
  Peer of(HttpServerRequest http) {
    var direct = direct(http);
    String host = http.getHeader("Host");
    if (host == null ? http.version() != HttpVersion.HTTP_1_0 : !isAuthority(host)) {
      throw Problem.badRequest(
          new Fault(
              "Host",
              "The Host header must hold a host name or address, and a port if it is not the usual one."));
    }
    requireTarget(http.uri(), host);
    return forwarded.applied(direct, http.headers());
  }

  /**
   * An absolute-form target takes the place of Host (RFC 9112 §3.2.2); where the two differ, or it
   * is no HTTP address, somebody in between may have read another request than this one.
   */
  private static void requireTarget(String target, @Nullable String host) {
    if (target.indexOf('#') >= 0) {
      throw Problem.badRequest(
          "The request target has a '#'; in a path or query it is written %23, and a fragment is not sent.");
    }
    var absolute = ABSOLUTE.matcher(target);
    if (!target.startsWith("/")
        && !target.equals("*")
        && !(absolute.lookingAt() && absolute.group(1).equalsIgnoreCase(host))) {
      throw Problem.badRequest(
          "The request target must be a path, or an http address whose host is that of the Host header.");
    }
  }

  /** The socket's own peer. */
  Peer direct(HttpServerRequest http) {
    String host = http.getHeader("Host");
    String authority =
        host != null && isAuthority(host) ? host : "localhost:" + http.localAddress().port();
    boolean tls = http.isSSL();
    return new Peer(
        http.remoteAddress().hostAddress(), (tls ? "https://" : "http://") + authority, tls);
  }

  static boolean isAuthority(String text) {
    var authority = AUTHORITY.matcher(text);
    return authority.matches()
        && (authority.group(1) == null || NetUtil.isValidIpV6Address(authority.group(1)))
        && (authority.group(2) == null || isPort(authority.group(2)));
  }

  /** Whether it is the number of a port that a link can name. */
  static boolean isPort(String text) {
    if (!text.matches("\\d{1,5}")) {
      return false;
    }
    int port = Integer.parseInt(text);
    return port > 0 && port <= LARGEST_PORT;
  }
}
