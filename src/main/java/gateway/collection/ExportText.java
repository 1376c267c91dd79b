package gateway.collection;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;

/** How an export is written. */
sealed interface ExportText permits CsvText, NdjsonText {

  /** What stands before the first row. */
  Buffer head();

  Buffer rows(List<Row> rows);
}
