package gateway.graph;

/**
 * The client's side of the connection, after what trusted proxies say of it.
 *
 * @param address the client's IP address
 * @param origin scheme, authority and prefix that links start with, such as {@code
 *     https://graph.example.org/intune}; no slash at its end
 * @param tls whether the client itself came over TLS
 */
public record Peer(String address, String origin, boolean tls) {}
