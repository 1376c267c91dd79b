package gateway.history;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.collection.Representation;
import gateway.graph.Call;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.odata.EdmType;
import gateway.odata.EdmType.Primitive;
import gateway.odata.QuerySettings;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries of the history as JSON (contract §11). What was erased is absent, and named in
 * {@code erased}; null is a value that was null.
 */
public final class ChangeWriter implements Representation {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final Call call;
  private final ChangeSelection selection;
  private final ShownValues values;

  ChangeWriter(Call call, ChangeSelection selection, ShownValues values) {
    this.call = call;
    this.selection = selection;
    this.values = values;
  }

  /** An instant as the history writes it: UTC, six digits. */
  public static String written(OffsetDateTime instant) {
    return MICROSECONDS.format(instant.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /** Writes who made a change, as an object. */
  public static void initiatedBy(JsonGenerator json, RecordedChange change, MetadataLevel level)
      throws IOException {
    initiatedBy(json, change, ChangeSelection.of(Optional.empty()), level);
  }

  @Override
  public String selected() {
    return selection.inContext();
  }

  @Override
  public void write(JsonGenerator json, Row row) throws IOException {
    entry(json, RecordedChange.of(row));
  }

  @Override
  public void value(JsonGenerator json, String property, Object value) throws IOException {
    switch (ChangeTable.PROPERTIES.find(property).orElseThrow().type()) {
      case EdmType.Enumeration type -> json.writeString(type.member(((Number) value).intValue()));
      case Primitive.DATE_TIME_OFFSET -> json.writeString(written((OffsetDateTime) value));
      case Primitive.INT64 -> json.writeNumber((Long) value);
      case Primitive _ -> json.writeString(value.toString());
    }
  }

  @Override
  public String columns() {
    return selection.hasOpenings() ? RecordedChange.COLUMNS_AND_OPENINGS : RecordedChange.COLUMNS;
  }

  @Override
  public List<String> headings() {
    return ChangeSelection.NAMES.stream().filter(selection::has).toList();
  }

  /** What was erased is nothing, as null is; {@code erased} tells them apart. */
  @Override
  public List<@Nullable String> values(Row row) {
    var change = RecordedChange.of(row);
    var all = new ArrayList<@Nullable String>();
    for (String heading : headings()) {
      all.add(value(heading, change));
    }
    return all;
  }

  private @Nullable String value(String heading, RecordedChange change) {
    var by = change.initiatedBy();
    return switch (heading) {
      case "id" -> change.id().toString();
      case "auditId" -> change.auditId().orElse(null);
      case "sequence" -> change.sequence().map(String::valueOf).orElse(null);
      case "operation" -> change.operation().wireName();
      case "changedDateTime" -> written(change.changedDateTime());
      case "initiatedBy/principalId" -> by.principalId();
      case "initiatedBy/applicationId" -> by.applicationId();
      case RecordedChange.ERASED_NAME -> by.userPrincipalName().orElse(null);
      case "initiatedBy/authorization" -> by.authorization();
      case "requestId" -> change.requestId().toString();
      case "clientRequestId" -> change.clientRequestId();
      case RecordedChange.ERASED_ADDRESS -> change.clientAddress().orElse(null);
      case "changes" -> JsonBuffer.write(json -> changes(json, change)).toString();
      case "erased" -> JsonBuffer.write(json -> erased(json, change)).toString();
      case "openings" -> JsonBuffer.write(json -> openings(json, change)).toString();
      default -> throw new IllegalArgumentException("There is no column " + heading);
    };
  }

  /** Evolvable enums are values of the changes, which no question can name. */
  @Override
  public QuerySettings.UnknownMembers unknownMembers() {
    return QuerySettings.UnknownMembers.ORDINARY;
  }

  @Override
  public List<String> applied() {
    return Stream.of(values.applied(call.preferences()))
        .filter(applied -> !applied.isEmpty())
        .toList();
  }

  /** Writes one entry as an object. */
  void entry(JsonGenerator json, RecordedChange change) throws IOException {
    json.writeStartObject();
    if (call.level() != MetadataLevel.NONE) {
      json.writeStringField("@odata.type", "#gateway.remoteActionAuditChange");
    }
    text(json, "id", change.id().toString());
    text(json, "auditId", change.auditId().orElse(null));
    if (selection.has("sequence")) {
      json.writeFieldName("sequence");
      if (change.sequence().isPresent()) {
        json.writeNumber(change.sequence().get());
      } else {
        json.writeNull();
      }
    }
    typed(json, "operation", "#gateway.changeOperation");
    text(json, "operation", change.operation().wireName());
    typed(json, "changedDateTime", "#DateTimeOffset");
    text(json, "changedDateTime", written(change.changedDateTime()));
    if (selection.hasAnyOf("initiatedBy")) {
      json.writeFieldName("initiatedBy");
      initiatedBy(json, change, selection, call.level());
    }
    text(json, "requestId", change.requestId().toString());
    text(json, "clientRequestId", change.clientRequestId());
    if (!change.erased().contains(RecordedChange.ERASED_ADDRESS)) {
      text(json, "clientAddress", change.clientAddress().orElse(null));
    }
    if (selection.has("changes")) {
      json.writeFieldName("changes");
      changes(json, change);
    }
    if (selection.has("erased")) {
      json.writeFieldName("erased");
      erased(json, change);
    }
    if (selection.hasOpenings()) {
      json.writeFieldName("openings");
      openings(json, change);
    }
    json.writeEndObject();
  }

  private static void erased(JsonGenerator json, RecordedChange change) throws IOException {
    json.writeStartArray();
    for (String name : change.erased()) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private static void openings(JsonGenerator json, RecordedChange change) throws IOException {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    json.writeStartArray();
    for (Opening opening : change.openings()) {
      json.writeStartObject();
      json.writeStringField("path", opening.path());
      json.writeStringField("salt", base64.encodeToString(opening.salt()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void initiatedBy(
      JsonGenerator json, RecordedChange change, ChangeSelection selection, MetadataLevel level)
      throws IOException {
    var by = change.initiatedBy();
    json.writeStartObject();
    if (selection.has("initiatedBy/principalId")) {
      json.writeStringField("principalId", by.principalId());
    }
    if (selection.has("initiatedBy/applicationId")) {
      json.writeStringField("applicationId", by.applicationId());
    }
    if (selection.has(RecordedChange.ERASED_NAME)
        && !change.erased().contains(RecordedChange.ERASED_NAME)) {
      json.writeStringField("userPrincipalName", by.userPrincipalName().orElse(null));
    }
    if (selection.has("initiatedBy/authorization")) {
      if (level == MetadataLevel.FULL) {
        json.writeStringField("authorization@odata.type", "#gateway.authorization");
      }
      json.writeStringField("authorization", by.authorization());
    }
    json.writeEndObject();
  }

  private void changes(JsonGenerator json, RecordedChange change) throws IOException {
    json.writeStartArray();
    for (var difference : change.changes()) {
      json.writeStartObject();
      json.writeStringField("property", difference.property());
      if (difference.beforeKnown()) {
        json.writeStringField("before", shown(difference.property(), difference.before()));
      }
      if (difference.afterKnown()) {
        json.writeStringField("after", shown(difference.property(), difference.after()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void typed(JsonGenerator json, String name, String type) throws IOException {
    if (call.level() == MetadataLevel.FULL && selection.has(name)) {
      json.writeStringField(name + "@odata.type", type);
    }
  }

  private void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
    if (selection.has(name)) {
      json.writeStringField(name, text);
    }
  }

  private @Nullable String shown(String property, Optional<String> value) {
    return value.map(text -> values.shown(property, text, call.preferences())).orElse(null);
  }
}
