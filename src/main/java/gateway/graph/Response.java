package gateway.graph;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What is answered. The headers that every answer carries are added where it is written ({@link
 * HttpEntry}).
 *
 * @param body empty when there is none
 */
public record Response(int status, SequencedMap<String, String> headers, Buffer body) {

  private static final Buffer NOTHING = Buffer.buffer(0);

  public static Response of(int status) {
    return new Response(status, new LinkedHashMap<>(4), NOTHING);
  }

  public static Response json(int status, MetadataLevel level, Buffer body) {
    return of(status, level.contentType(), body);
  }

  public static Response of(int status, String contentType, Buffer body) {
    var headers = new LinkedHashMap<String, String>(8);
    headers.put("Content-Type", contentType);
    return new Response(status, headers, body);
  }

  /** Adds a header unless its value is empty. */
  public Response with(String name, String value) {
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
    return this;
  }

  public Response with(Map<String, String> more) {
    headers.putAll(more);
    return this;
  }

  /** This answer as HEAD gives it: the same headers, no body. */
  public Response withoutBody() {
    return new Response(status, headers, NOTHING);
  }
}
