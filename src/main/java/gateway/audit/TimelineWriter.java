package gateway.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Call;
import gateway.graph.MetadataLevel;
import gateway.history.ChangeWriter;
import gateway.history.RecordedChange;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Writes a {@link Timeline} as JSON: what {@link TimelineSchema} describes. */
final class TimelineWriter {

  private final JsonGenerator json;
  private final Call call;

  TimelineWriter(JsonGenerator json, Call call) {
    this.json = json;
    this.call = call;
  }

  void write(Timeline timeline) throws IOException {
    json.writeStartObject();
    call.writeContext(json, "gateway.remoteActionAuditTimeline");
    json.writeArrayFieldStart("states");
    for (var state : timeline.states()) {
      write(state);
    }
    json.writeEndArray();
    instant("completedDateTime", timeline.completed());
    seconds("secondsToCompletion", timeline.secondsToCompletion());
    json.writeEndObject();
  }

  private void write(Timeline.State state) throws IOException {
    json.writeStartObject();
    typed(Timeline.STATE, "#" + Enumeration.ACTION_STATE.qualifiedName());
    json.writeStringField(Timeline.STATE, state.name());
    instant("enteredDateTime", state.since());
    json.writeFieldName("enteredBy");
    initiator(state.entered());
    seconds("durationSeconds", state.duration());
    json.writeEndObject();
  }

  private void initiator(Optional<RecordedChange> entry) throws IOException {
    if (entry.isPresent()) {
      ChangeWriter.initiatedBy(json, entry.get(), call.level());
    } else {
      json.writeNull();
    }
  }

  private void instant(String name, Optional<OffsetDateTime> instant) throws IOException {
    typed(name, "#DateTimeOffset");
    json.writeStringField(name, instant.map(ChangeWriter::written).orElse(null));
  }

  private void seconds(String name, Optional<BigDecimal> seconds) throws IOException {
    json.writeFieldName(name);
    if (seconds.isPresent()) {
      json.writeNumber(seconds.get().toPlainString());
    } else {
      json.writeNull();
    }
  }

  private void typed(String name, String type) throws IOException {
    if (call.level() == MetadataLevel.FULL) {
      json.writeStringField(name + "@odata.type", type);
    }
  }
}
