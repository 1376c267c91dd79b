package gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import gateway.odata.QuerySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ExportedRowsTest {

  private static final Row ROW =
      (Row)
          Proxy.newProxyInstance(
              Row.class.getClassLoader(), new Class<?>[] {Row.class}, (_, _, _) -> null);

  private final Exports exports = new Exports(new Bounds());
  private Instant now = Instant.EPOCH;
  private int stops;

  private record Bounds() implements Exports.Settings {
    @Override
    public int atOnce() {
      return 2;
    }

    @Override
    public Duration longest() {
      return Duration.ofMinutes(1);
    }
  }

  @Test
  void writes_the_header_line_once_and_then_the_rows() {
    var export = export(rows(2), rows(1), rows(0));

    assertThat(text(export)).contains("name\r\nx\r\nx\r\n");
    assertThat(text(export)).contains("x\r\n");
    assertThat(text(export)).isEmpty();
    assertThat(text(export)).isEmpty();
  }

  @Test
  void writes_the_header_line_even_when_there_are_no_rows() {
    var export = export(rows(0), rows(0));

    assertThat(text(export)).contains("name\r\n");
    assertThat(text(export)).isEmpty();
  }

  @Test
  void refuses_more_exports_than_may_be_under_way_until_one_has_ended() {
    var first = export(rows(1), rows(0));
    var second = export(rows(1), rows(0));
    var third = export(rows(1), rows(0));
    assertThat(text(first)).isPresent();
    assertThat(text(second)).isPresent();

    var refused = catchThrowableOfType(Problem.class, () -> text(third));
    assertThat(refused.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refused.headers()).containsEntry("Retry-After", "30");

    assertThat(text(first)).isEmpty();
    assertThat(text(third)).isPresent();
  }

  @Test
  void makes_room_once_when_it_is_stopped_or_fails_and_none_when_it_never_began() {
    export(rows(1)).stop();
    var stopped = export(rows(1));
    assertThat(text(stopped)).isPresent();
    stopped.stop();
    stopped.stop();
    var failing = export(Uni.createFrom().failure(Problem.badRequest("no")));
    assertThat(catchThrowableOfType(Problem.class, () -> text(failing))).hasMessage("no");
    failing.stop();

    assertThat(text(export(rows(1)))).isPresent();
    assertThat(text(export(rows(1)))).isPresent();
    assertThat(catchThrowableOfType(Problem.class, () -> text(export(rows(1)))).code())
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void breaks_off_when_it_takes_longer_than_it_may() {
    var export = export(rows(1), rows(1), rows(1));
    assertThat(text(export)).isPresent();
    now = now.plusSeconds(60);
    assertThat(text(export)).isPresent();
    now = now.plusNanos(1);

    var late = catchThrowableOfType(Problem.class, () -> text(export));

    assertThat(late.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(late).hasMessageContaining("longer than PT1M");
    assertThat(stops).isEqualTo(1);
  }

  private ExportedRows export(List<Row> first, List<?>... more) {
    Queue<Uni<List<Row>>> batches = new ArrayDeque<>();
    batches.add(Uni.createFrom().item(first));
    for (List<?> rows : more) {
      batches.add(Uni.createFrom().item(Collections.nCopies(rows.size(), ROW)));
    }
    return new ExportedRows(
        batches::remove, () -> stops++, new CsvText(new Names()), exports, clock());
  }

  private ExportedRows export(Uni<List<Row>> batch) {
    return new ExportedRows(() -> batch, () -> stops++, new CsvText(new Names()), exports, clock());
  }

  private static List<Row> rows(int count) {
    return Collections.nCopies(count, ROW);
  }

  private static Optional<String> text(ExportedRows export) {
    return export.next().await().indefinitely().map(Buffer::toString);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** One column, whose value is always the same. */
  private record Names() implements Representation {
    @Override
    public String selected() {
      return "";
    }

    @Override
    public void write(JsonGenerator json, Row row) {}

    @Override
    public void value(JsonGenerator json, String property, Object value) {}

    @Override
    public String columns() {
      return "name";
    }

    @Override
    public List<String> headings() {
      return List.of("name");
    }

    @Override
    public List<String> values(Row row) {
      return List.of("x");
    }

    @Override
    public QuerySettings.UnknownMembers unknownMembers() {
      return QuerySettings.UnknownMembers.ORDINARY;
    }

    @Override
    public List<String> applied() {
      return List.of();
    }
  }
}
