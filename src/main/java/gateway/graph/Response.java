package gateway.graph;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * What is answered. The headers that every answer carries are added where it is written ({@link
 * HttpEntry}), unless they are here, too; an empty value takes one of them away.
 */
public record Response(int status, SequencedMap<String, String> headers, Content content) {

  private static final int NOT_MODIFIED = 304;

  private static final Content NOTHING = new Content.Whole(Buffer.buffer(0));

  /** A body. */
  public sealed interface Content {

    /**
     * A body in memory.
     *
     * @param body empty when there is none
     */
    record Whole(Buffer body) implements Content {}

    /** A body that is made while it is sent. */
    record Streamed(Pieces pieces) implements Content {}

    /**
     * A body that HEAD leaves away.
     *
     * @param length its bytes before any compression; empty when they are not counted
     */
    record Omitted(OptionalInt length) implements Content {}
  }

  public static Response of(int status) {
    return new Response(status, new LinkedHashMap<>(4), NOTHING);
  }

  public static Response json(int status, MetadataLevel level, Buffer body) {
    return of(status, level.contentType(), body);
  }

  public static Response of(int status, String contentType, Buffer body) {
    return of(status, contentType, new Content.Whole(body));
  }

  /** 200 with a body that is made while it is sent. */
  public static Response streamed(String contentType, Pieces pieces) {
    return of(200, contentType, new Content.Streamed(pieces));
  }

  private static Response of(int status, String contentType, Content content) {
    var headers = new LinkedHashMap<String, String>(8);
    headers.put("Content-Type", contentType);
    return new Response(status, headers, content);
  }

  /** The body of an answer that is known to be no streamed one; empty when there is none. */
  public Buffer body() {
    return switch (content) {
      case Content.Whole(Buffer body) -> body;
      case Content.Omitted _ -> Buffer.buffer(0);
      case Content.Streamed _ ->
          throw new IllegalStateException("A streamed body is never whole in memory.");
    };
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

  /** What another specification than OData describes: without the header that says OData. */
  public Response outsideOData() {
    headers.put("OData-Version", "");
    return this;
  }

  /** This answer as HEAD gives it: the same headers, no body, which is not even begun. */
  public Response withoutBody() {
    if (status == NOT_MODIFIED) {
      // It has no body under GET, either, and no length but that of the 200 it stands for (RFC 9110
      // §8.6).
      return this;
    }
    var length =
        switch (content) {
          case Content.Whole(Buffer body) -> OptionalInt.of(body.length());
          case Content.Streamed _ -> OptionalInt.empty();
          case Content.Omitted(var known) -> known;
        };
    return new Response(status, headers, new Content.Omitted(length));
  }
}
