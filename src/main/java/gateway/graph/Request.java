package gateway.graph;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What arrived, before anything is decided about it: from a socket, or as a part of a batch.
 *
 * @param method as sent, upper case by HTTP's rules; unknown methods included
 * @param path the raw path as sent, percent-encoding included, query excluded
 * @param query the raw query as sent, without {@code ?}; empty when there is none
 * @param headers names in any case
 * @param arrival whether it came by itself or in a batch
 */
public record Request(
    String method,
    String path,
    String query,
    MultiMap headers,
    Body body,
    Peer peer,
    RequestIds ids,
    Arrival arrival) {

  /** A request by itself. */
  public Request(
      String method,
      String path,
      String query,
      MultiMap headers,
      Body body,
      Peer peer,
      RequestIds ids) {
    this(method, path, query, headers, body, peer, ids, new Arrival.Alone());
  }

  /** The same with another body. */
  Request with(Body other) {
    return new Request(method, path, query, headers, other, peer, ids, arrival);
  }

  /** The database transaction that it shares with others; empty when it has its own. */
  public Optional<Transaction> transaction() {
    return switch (arrival) {
      case Arrival.Alone _, Arrival.InBatch _ -> Optional.empty();
      case Arrival.InGroup(var shared) -> Optional.of(shared);
    };
  }

  /**
   * @param bytes at most as many as the limit allows
   * @param exceeded whether there were more than that
   */
  public record Body(byte[] bytes, boolean exceeded) {
    public static final Body NONE = new Body(new byte[0], false);
  }

  /** All lines of a header joined by commas, as RFC 9110 §5.3 has it; empty when there is none. */
  public String header(String name) {
    var lines = headers.getAll(name);
    return switch (lines.size()) {
      case 0 -> "";
      case 1 -> lines.getFirst();
      default -> String.join(", ", lines);
    };
  }
}
