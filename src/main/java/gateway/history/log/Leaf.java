package gateway.history.log;

import gateway.history.ChangeWriter;
import gateway.history.EntryOperation;
import gateway.history.Opening;
import gateway.history.RecordedChange;
import gateway.tlog.CanonicalJson;
import gateway.tlog.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An entry as the log has it (contract §11): made once, since its salts are random, stored, and
 * never made again.
 *
 * @param bytes canonical JSON (RFC 8785)
 * @param openings what opens the commitments in it
 */
record Leaf(byte[] bytes, List<Opening> openings) {

  /** The form of leaves, their member {@code v}. */
  private static final int VERSION = 1;

  static Leaf of(UUID tenant, RecordedChange entry, Supplier<byte[]> salts) {
    var commitments = new Commitments(salts);
    var by = entry.initiatedBy();
    var members = new HashMap<String, JsonValue>();
    members.put("v", new JsonValue.Whole(VERSION));
    members.put("tenantId", text(tenant.toString()));
    members.put("id", text(entry.id().toString()));
    entry.auditId().ifPresent(id -> members.put("auditId", text(id)));
    entry.sequence().ifPresent(number -> members.put("sequence", new JsonValue.Whole(number)));
    members.put("operation", text(entry.operation().wireName()));
    members.put("at", text(ChangeWriter.written(entry.changedDateTime())));
    members.put("principalId", text(by.principalId()));
    members.put("applicationId", text(by.applicationId()));
    members.put("authorization", text(by.authorization()));
    members.put(
        "userPrincipalName",
        entry.erased().contains(RecordedChange.ERASED_NAME)
            ? commitments.closed()
            : commitments.to("/userPrincipalName", by.userPrincipalName()));
    members.put("requestId", text(entry.requestId().toString()));
    members.put("clientRequestId", text(entry.clientRequestId()));
    members.put(
        "clientAddress",
        entry.erased().contains(RecordedChange.ERASED_ADDRESS)
            ? commitments.closed()
            : commitments.to("/clientAddress", entry.clientAddress()));
    members.put("changes", changes(entry, commitments));
    return new Leaf(CanonicalJson.encode(JsonValue.Members.of(members)), commitments.openings());
  }

  private static JsonValue changes(RecordedChange entry, Commitments commitments) {
    var changes = new ArrayList<JsonValue>();
    for (int i = 0; i < entry.changes().size(); i++) {
      var difference = entry.changes().get(i);
      var members = new HashMap<String, JsonValue>();
      members.put("property", text(difference.property()));
      // What an erasure took is named, and no value of it is anywhere.
      if (entry.operation() != EntryOperation.ERASE) {
        String path = "/changes/" + i;
        members.put(
            "before",
            value(
                difference,
                difference.before(),
                difference.beforeKnown(),
                path + "/before",
                commitments));
        members.put(
            "after",
            value(
                difference,
                difference.after(),
                difference.afterKnown(),
                path + "/after",
                commitments));
      }
      changes.add(JsonValue.Members.of(members));
    }
    return new JsonValue.Elements(changes);
  }

  private static JsonValue value(
      RecordedChange.Difference difference,
      Optional<String> value,
      boolean known,
      String path,
      Commitments commitments) {
    if (!difference.personal()) {
      return Commitments.json(value);
    }
    return known ? commitments.to(path, value) : commitments.closed();
  }

  private static JsonValue text(String text) {
    return new JsonValue.Characters(text);
  }
}
