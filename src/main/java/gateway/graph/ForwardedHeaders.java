package gateway.graph;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What trusted proxies say of the client ({@code X-Forwarded-*}, or {@code Forwarded} of RFC 7239
 * where there is no {@code X-Forwarded-For}).
 *
 * <p>Lists are read from their right end, where the nearest proxy wrote: the client is the first
 * address that is not itself a trusted proxy, and scheme, host, port and prefix are what the proxy
 * that saw it says, so that nothing a client writes into these headers can name another.
 */
final class ForwardedHeaders {

  private static final Pattern PREFIX =
      Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

  private final List<IpSubnetFilterRule> trusted;

  ForwardedHeaders(List<String> networks) {
    this.trusted = networks.stream().map(ForwardedHeaders::network).toList();
  }

  /** One hop as a proxy saw it; what it did not say is empty. */
  private record Hop(String address, String scheme, String host) {}

  Peer applied(Peer direct, MultiMap headers) {
    if (trusted.isEmpty() || !isTrusted(direct.address())) {
      return direct;
    }
    var hops = headers.contains("X-Forwarded-For") ? legacy(headers) : standard(headers);
    var edge = new Hop("", "", "");
    String client = direct.address();
    int used = 0;
    while (used < hops.size() && isTrusted(client)) {
      used++;
      edge = hops.get(hops.size() - used);
      client = address(edge.address()).orElse(client);
      if (!client.equals(edge.address())) {
        break;
      }
    }
    int place = Math.max(used, 1);
    String scheme =
        scheme(edge.scheme())
            .or(() -> scheme(fromRight(headers, "X-Forwarded-Proto", place)))
            .orElse(direct.tls() ? "https" : "http");
    String authority =
        authority(edge.host())
            .or(() -> authority(fromRight(headers, "X-Forwarded-Host", place)))
            .orElse(direct.origin().substring(direct.origin().indexOf("//") + 2));
    String prefix = fromRight(headers, "X-Forwarded-Prefix", place).replaceFirst("/$", "");
    return new Peer(
        client,
        scheme
            + "://"
            + withPort(authority, scheme, fromRight(headers, "X-Forwarded-Port", place))
            + (PREFIX.matcher(prefix).matches() ? prefix : ""),
        scheme.equals("https"));
  }

  private static List<Hop> legacy(MultiMap headers) {
    var hops = new ArrayList<Hop>();
    for (String address : String.join(",", headers.getAll("X-Forwarded-For")).split(",", -1)) {
      hops.add(new Hop(withoutPort(address.strip()), "", ""));
    }
    return hops;
  }

  private static List<Hop> standard(MultiMap headers) {
    var hops = new ArrayList<Hop>();
    for (String line : headers.getAll("Forwarded")) {
      for (String element : MediaRange.split(line, ',')) {
        var pairs = pairs(element);
        hops.add(
            new Hop(
                withoutPort(pairs.getOrDefault("for", "")),
                pairs.getOrDefault("proto", ""),
                pairs.getOrDefault("host", "")));
      }
    }
    return hops;
  }

  private static Map<String, String> pairs(String element) {
    var pairs = new LinkedHashMap<String, String>();
    for (String pair : MediaRange.split(element, ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        pairs.put(
            pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return pairs;
  }

  private boolean isTrusted(String address) {
    return address(address)
        .map(text -> new InetSocketAddress(literal(text), 0))
        .filter(socket -> trusted.stream().anyMatch(network -> network.matches(socket)))
        .isPresent();
  }

  private static IpSubnetFilterRule network(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text.strip() : text.substring(0, slash).strip();
    try {
      var parsed = literal(address);
      int bits = parsed.getAddress().length * 8;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip());
      if (length < 0 || length > bits) {
        throw new IllegalArgumentException(text);
      }
      return new IpSubnetFilterRule(parsed, length, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "GATEWAY_TRUSTED_PROXIES: '%s' is neither an IP address nor a network such as 10.0.0.0/8."
              .formatted(text),
          e);
    }
  }

  private static InetAddress literal(String address) {
    var parsed = parsed(address);
    if (parsed == null) {
      throw new IllegalArgumentException(address);
    }
    return parsed;
  }

  private static @Nullable InetAddress parsed(String address) {
    return NetUtil.createInetAddressFromIpAddressString(address);
  }

  private static Optional<String> address(String text) {
    return parsed(text) == null ? Optional.empty() : Optional.of(text);
  }

  /** {@code 192.0.2.1:80} and {@code [2001:db8::1]:80} without the port and the brackets. */
  private static String withoutPort(String address) {
    if (address.startsWith("[")) {
      int close = address.indexOf(']');
      return close < 0 ? address : address.substring(1, close);
    }
    int colon = address.indexOf(':');
    return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
  }

  private static Optional<String> scheme(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("http") || lower.equals("https") ? Optional.of(lower) : Optional.empty();
  }

  private static Optional<String> authority(String text) {
    return Peers.isAuthority(text) ? Optional.of(text) : Optional.empty();
  }

  private static String withPort(String authority, String scheme, String port) {
    boolean usual = port.equals(scheme.equals("https") ? "443" : "80");
    boolean hasPort = authority.matches(".*:\\d+");
    return hasPort || usual || !Peers.isPort(port) ? authority : authority + ":" + port;
  }

  /**
   * The element of a list that the proxy in this place, counted from the right and from 1, wrote; a
   * shorter list was written by one proxy for all.
   */
  private static String fromRight(MultiMap headers, String name, int place) {
    var items = String.join(",", headers.getAll(name)).split(",", -1);
    return items[Math.max(items.length - place, 0)].strip();
  }
}
