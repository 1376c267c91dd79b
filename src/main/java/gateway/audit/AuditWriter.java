package gateway.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import gateway.collection.Representation;
import gateway.graph.Call;
import gateway.graph.EntityTag;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.history.AuditCollection;
import gateway.odata.QuerySettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes audits as JSON (contract §2, §5): control information as the level asks, then the
 * properties in the order of the table.
 */
final class AuditWriter implements Representation {

  private static final SerializableString[] NAMES =
      Arrays.stream(AuditProperty.values())
          .map(p -> new SerializedString(p.wireName()))
          .toArray(SerializableString[]::new);
  private static final SerializableString TYPE = new SerializedString("@odata.type");
  private static final SerializableString AUDIT =
      new SerializedString("#microsoft.graph.remoteActionAudit");
  private static final SerializableString ETAG = new SerializedString("@odata.etag");

  private final Call call;
  private final Selection selection;
  private final EvolvableEnums enums;

  AuditWriter(Call call, Selection selection, EvolvableEnums enums) {
    this.call = call;
    this.selection = selection;
    this.enums = enums;
  }

  /** One audit at the top level. */
  Buffer entity(StoredAudit audit) {
    return JsonBuffer.write(json -> {
      json.writeStartObject();
      call.writeContext(json, AuditCollection.ADDRESS + selected() + "/$entity");
      members(json, audit);
      json.writeEndObject();
    });
  }

  @Override
  public String selected() {
    return selection.inContext();
  }

  @Override
  public void write(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    members(json, StoredAudit.of(row));
    json.writeEndObject();
  }

  @Override
  public void value(JsonGenerator json, String property, Object value) throws IOException {
    switch (AuditProperty.named(property).orElseThrow().type()) {
      case AuditProperty.Type.Text _, AuditProperty.Type.Instant _ ->
          json.writeString((String) value);
      case AuditProperty.Type.Enum(var enumeration) ->
          json.writeString(enums.shown(enumeration, ((Number) value).intValue()));
    }
  }

  @Override
  public String columns() {
    return AuditStatements.COLUMNS;
  }

  @Override
  public List<String> headings() {
    return selection.properties().stream().map(AuditProperty::wireName).toList();
  }

  @Override
  public List<@Nullable String> values(Row row) {
    var audit = StoredAudit.of(row);
    var values = new ArrayList<@Nullable String>(selection.properties().size());
    for (AuditProperty property : selection.properties()) {
      values.add(value(property, audit));
    }
    return values;
  }

  @Override
  public QuerySettings.UnknownMembers unknownMembers() {
    return enums.masked()
        ? QuerySettings.UnknownMembers.MASKED
        : QuerySettings.UnknownMembers.ORDINARY;
  }

  @Override
  public List<String> applied() {
    return call.preferences().appliedToEnums(enums.masking());
  }

  /** The canonical address of an audit, whose id needs no encoding. */
  static String address(Call call, String id) {
    return call.root() + "/" + AuditCollection.address(id);
  }

  private void members(JsonGenerator json, StoredAudit audit) throws IOException {
    if (call.level() != MetadataLevel.NONE) {
      json.writeFieldName(TYPE);
      json.writeString(AUDIT);
      // Without the key there would be no telling which entity it is (OData JSON 4.01 §4.6.8).
      if (call.level() == MetadataLevel.FULL
          || !selection.properties().contains(AuditProperty.ID)) {
        json.writeStringField("@odata.id", address(call, audit.id()));
      }
      if (call.level() == MetadataLevel.FULL) {
        json.writeStringField("@odata.editLink", address(call, audit.id()));
      }
      json.writeFieldName(ETAG);
      json.writeString(EntityTag.of(audit.version()));
    }
    for (AuditProperty property : selection.properties()) {
      property(json, property, audit);
    }
  }

  private void property(JsonGenerator json, AuditProperty property, StoredAudit audit)
      throws IOException {
    if (call.level() == MetadataLevel.FULL) {
      typeAnnotation(json, property);
    }
    json.writeFieldName(NAMES[property.ordinal()]);
    json.writeString(value(property, audit));
  }

  private @Nullable String value(AuditProperty property, StoredAudit audit) {
    return switch (property.type()) {
      case AuditProperty.Type.Text _, AuditProperty.Type.Instant _ -> audit.text(property);
      case AuditProperty.Type.Enum(var enumeration) ->
          enums.shown(enumeration, audit.number(property));
    };
  }

  private static void typeAnnotation(JsonGenerator json, AuditProperty property)
      throws IOException {
    switch (property.type()) {
      case AuditProperty.Type.Text _ -> {}
      case AuditProperty.Type.Enum(var enumeration) ->
          json.writeStringField(
              property.wireName() + "@odata.type", "#" + enumeration.qualifiedName());
      case AuditProperty.Type.Instant _ ->
          json.writeStringField(property.wireName() + "@odata.type", "#DateTimeOffset");
    }
  }
}
