package gateway.collection;

import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import gateway.graph.JsonBuffer;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Newline-delimited JSON: one line an entity, as it stands in the {@code value} of a page. */
record NdjsonText(Representation representation) implements ExportText {

  private static final String LINE_END = "\n";

  @Override
  public Buffer head() {
    return Buffer.buffer();
  }

  @Override
  public Buffer rows(List<Row> rows) {
    return rows.isEmpty()
        ? Buffer.buffer()
        : JsonBuffer.write(json -> {
          json.setPrettyPrinter(new MinimalPrettyPrinter(LINE_END));
          for (Row row : rows) {
            representation.write(json, row);
          }
          json.writeRaw(LINE_END);
        });
  }
}
