package gateway.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON straight into the buffer that goes to the socket. */
public final class JsonBuffer {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int FIRST_SIZE = 1024;

  private JsonBuffer() {}

  /** Something that writes one JSON value. */
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
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
