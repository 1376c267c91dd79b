package gateway.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes JSON straight into the buffer that goes to the socket. What lies outside Unicode's basic
 * plane is written as the UTF-8 that it is, four bytes, and not as two escapes, which are twelve: a
 * code point is never longer than the six bytes of a control character's escape.
 */
public final class JsonBuffer {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private static final int FIRST_SIZE = 1024;

  private JsonBuffer() {}

  /** Something that writes one JSON value. */
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** How many bytes were written so far, but for some thousands that the generator still holds. */
  public static int length(JsonGenerator json) {
    return json.getOutputTarget() instanceof ByteBufOutputStream bytes ? bytes.writtenBytes() : 0;
  }

  public static Buffer write(Content content) {
    var bytes = Unpooled.buffer(FIRST_SIZE);
    try (var json = FACTORY.createGenerator((OutputStream) new ByteBufOutputStream(bytes))) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory cannot fail.", e);
    }
    return Buffer.buffer(bytes);
  }
}
