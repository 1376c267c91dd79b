package gateway.graph.batch;

import gateway.graph.CommonHeaders;
import gateway.graph.JsonBuffer;
import gateway.graph.MediaRange;
import gateway.graph.Response;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Writes the answer to a batch (OData 4.01 JSON §19.4); {@link BatchRun} bounds its size. */
final class BatchWriter {

  private BatchWriter() {}

  static Buffer written(List<PartAnswer> answers) {
    var out = Buffer.buffer("{\"responses\":[");
    String separator = "";
    for (PartAnswer answer : answers) {
      var head = head(answer);
      // The body goes between the head's last member and its closing brace, as it is.
      out.appendString(separator).appendBuffer(head, 0, head.length() - 1);
      if (answer.response().body().length() > 0) {
        out.appendString(",\"body\":").appendBuffer(body(answer.response()));
      }
      out.appendString("}");
      separator = ",";
    }
    return out.appendString("]}");
  }

  private static Buffer head(PartAnswer answer) {
    return JsonBuffer.write(json -> {
      json.writeStartObject();
      json.writeStringField("id", answer.part().id());
      if (answer.part().group().isPresent()) {
        json.writeStringField("atomicityGroup", answer.part().group().get());
      }
      json.writeNumberField("status", answer.response().status());
      json.writeObjectFieldStart("headers");
      for (var header : headers(answer).entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static SequencedMap<String, String> headers(PartAnswer answer) {
    var headers = new LinkedHashMap<String, String>();
    CommonHeaders.add(answer.ids(), headers::put);
    headers.putAll(answer.response().headers());
    headers.values().removeIf(String::isEmpty);
    return headers;
  }

  /** JSON as it is, text as a string, anything else as base64url. */
  private static Buffer body(Response response) {
    String type =
        MediaRange.parse(response.headers().getOrDefault("Content-Type", ""))
            .map(MediaRange::type)
            .orElse("");
    if (type.equals("application/json") || type.endsWith("+json")) {
      return response.body();
    }
    String text =
        type.startsWith("text/")
            ? response.body().toString()
            : Base64.getUrlEncoder().withoutPadding().encodeToString(response.body().getBytes());
    return JsonBuffer.write(json -> json.writeString(text));
  }
}
