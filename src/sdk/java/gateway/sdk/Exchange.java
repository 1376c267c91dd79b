package gateway.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/** One request as it went over the wire, behind all of the SDK's own handlers, and its answer. */
record Exchange(Request request, Response response) {

  String sentHeader(String name) {
    return String.valueOf(request.header(name));
  }

  String receivedHeader(String name) {
    return String.valueOf(response.header(name));
  }

  String sentBody() {
    var body = request.body();
    if (body == null) {
      return "";
    }
    try (var buffer = new Buffer()) {
      body.writeTo(buffer);
      return buffer.readUtf8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
