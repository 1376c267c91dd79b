package gateway.collection;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) with a header line. Null is nothing, the empty string is {@code ""}. Values stand
 * as they are: one that a spreadsheet would take for a formula is not altered.
 */
record CsvText(Representation representation) implements ExportText {

  private static final String LINE_END = "\r\n";

  @Override
  public Buffer head() {
    var text = new StringBuilder();
    line(text, representation.headings());
    return Buffer.buffer(text.toString());
  }

  @Override
  public Buffer rows(List<Row> rows) {
    var text = new StringBuilder();
    for (Row row : rows) {
      line(text, representation.values(row));
    }
    return Buffer.buffer(text.toString());
  }

  static void line(StringBuilder text, List<? extends @Nullable String> values) {
    for (Iterator<? extends @Nullable String> each = values.iterator(); each.hasNext(); ) {
      field(text, each.next());
      text.append(each.hasNext() ? "," : LINE_END);
    }
  }

  private static void field(StringBuilder text, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (isPlain(value)) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
  }
}
