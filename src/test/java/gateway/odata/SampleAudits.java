package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import gateway.odata.QuerySettings.UnknownMembers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table with a column of every kind, and what queries know of it. */
final class SampleAudits {

  static final String TABLE =
      """
      create table audits (
        id text collate "C" primary key, user_name text collate "C", device_display_name text collate "C",
        action smallint not null, action_state smallint not null,
        request_date_time text not null, request_ticks bigint not null, changed_at timestamptz not null,
        sequence bigint, change_id uuid, principal_id text collate "C")
      """;

  static final Instant NOW = Instant.parse("2026-11-24T03:20:00Z");
  static final QuerySettings ORDINARY = new QuerySettings(NOW, UnknownMembers.ORDINARY);
  static final QuerySettings MASKED = new QuerySettings(NOW, UnknownMembers.MASKED);

  static final Enumeration ACTION =
      new Enumeration(
          "microsoft.graph.remoteAction",
          members(
              "unknown",
              0,
              "factoryReset",
              1,
              "remoteLock",
              4,
              "unknownFutureValue",
              33,
              "delete",
              40,
              "restore",
              42));

  static final Enumeration STATE =
      new Enumeration(
          "microsoft.graph.actionState", members("none", 0, "pending", 1, "done", 4, "failed", 5));

  static final Property ID = new Property("id", Primitive.STRING, false, new Column.Plain("id"));

  static final List<Property> TEXTS =
      List.of(
          new Property("userName", Primitive.STRING, true, new Column.Plain("user_name")),
          new Property(
              "deviceDisplayName", Primitive.STRING, true, new Column.Plain("device_display_name")),
          new Property(
              "initiatedBy/principalId", Primitive.STRING, true, new Column.Plain("principal_id")));

  static final PropertyTable PROPERTIES =
      new PropertyTable(
          List.of(
              ID,
              TEXTS.get(0),
              TEXTS.get(1),
              new Property("action", ACTION, false, new Column.Plain("action")),
              new Property("actionState", STATE, false, new Column.Plain("action_state")),
              new Property(
                  "requestDateTime",
                  Primitive.DATE_TIME_OFFSET,
                  false,
                  new Column.CharactersAndTicks("request_date_time", "request_ticks")),
              new Property(
                  "changedDateTime",
                  Primitive.DATE_TIME_OFFSET,
                  false,
                  new Column.Timestamp("changed_at")),
              new Property("sequence", Primitive.INT64, true, new Column.Plain("sequence")),
              new Property("changeId", Primitive.GUID, true, new Column.Plain("change_id")),
              TEXTS.get(2)));

  private SampleAudits() {}

  /** One row, as its own values. */
  record Row(
      String id,
      @Nullable String userName,
      @Nullable String deviceDisplayName,
      int action,
      int actionState,
      String requestDateTime,
      OffsetDateTime changedDateTime,
      @Nullable Long sequence,
      @Nullable UUID changeId,
      @Nullable String principalId) {}

  static Filter filter(String text) throws QueryFault {
    return Filter.parse(text, Map.of(), PROPERTIES, ORDINARY);
  }

  static OrderBy orderBy(String text) throws QueryFault {
    return OrderBy.parse(text, Map.of(), PROPERTIES, ORDINARY, ID);
  }

  static Apply apply(String text) throws QueryFault {
    return apply(Map.of("$apply", text), Map.of(), ORDINARY);
  }

  static Apply apply(
      Map<String, String> options, Map<String, String> aliases, QuerySettings settings)
      throws QueryFault {
    return Apply.parse(
        new QueryOptions(options, aliases), PROPERTIES, "requestDateTime desc", ID, settings);
  }

  static void replaceAll(List<Row> rows) throws SQLException {
    try (var truncate = Postgres.connection().createStatement()) {
      truncate.execute("truncate audits");
    }
    insert(rows);
  }

  static void insert(List<Row> rows) throws SQLException {
    try (var insert =
        Postgres.connection()
            .prepareStatement("insert into audits values (?,?,?,?,?,?,?,?,?,?,?)")) {
      for (var row : rows) {
        insert.setString(1, row.id());
        insert.setString(2, row.userName());
        insert.setString(3, row.deviceDisplayName());
        insert.setInt(4, row.action());
        insert.setInt(5, row.actionState());
        insert.setString(6, row.requestDateTime());
        insert.setLong(7, DateTimeOffset.parse(row.requestDateTime()).orElseThrow().ticks());
        insert.setObject(8, row.changedDateTime());
        insert.setObject(9, row.sequence());
        insert.setObject(10, row.changeId());
        insert.setString(11, row.principalId());
        insert.addBatch();
      }
      int _ = insert.executeBatch().length;
    }
  }

  static void delete(List<Row> rows) throws SQLException {
    try (var delete =
        Postgres.connection().prepareStatement("delete from audits where id = any(?)")) {
      delete.setArray(
          1,
          Postgres.connection()
              .createArrayOf("text", rows.stream().map(Row::id).toArray(String[]::new)));
      int _ = delete.executeUpdate();
    }
  }

  private static Map<String, Integer> members(Object... namesAndNumbers) {
    var members = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      members.put((String) namesAndNumbers[i], (Integer) namesAndNumbers[i + 1]);
    }
    return members;
  }
}
