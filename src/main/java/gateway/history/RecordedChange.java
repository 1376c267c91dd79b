package gateway.history;

import gateway.security.Authorization;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One entry with its personal values in their places (contract §11). */
public record RecordedChange(
    UUID id,
    String auditId,
    long sequence,
    EntryOperation operation,
    OffsetDateTime changedDateTime,
    String principalId,
    String applicationId,
    Optional<String> userPrincipalName,
    String authorization,
    UUID requestId,
    String clientRequestId,
    Optional<String> clientAddress,
    List<Difference> changes) {

  /** A property before and after; both as text, empty where there was no value. */
  public record Difference(String property, Optional<String> before, Optional<String> after) {}

  static RecordedChange of(HistoryEntry entry, HistoryPersonal personal) {
    var changes = new ArrayList<Difference>(entry.properties.length);
    for (int i = 0; i < entry.properties.length; i++) {
      var from = entry.personal[i] ? personal.before : entry.before;
      var to = entry.personal[i] ? personal.after : entry.after;
      changes.add(
          new Difference(
              entry.properties[i], Optional.ofNullable(from[i]), Optional.ofNullable(to[i])));
    }
    return new RecordedChange(
        entry.entryId,
        entry.auditId,
        entry.sequence,
        EntryOperation.numbered(entry.operation),
        entry.changedAt,
        entry.principalId,
        entry.applicationId,
        Optional.ofNullable(personal.userPrincipalName),
        Authorization.numbered(entry.authorizationKind).wireName(),
        entry.requestId,
        entry.clientRequestId,
        Optional.ofNullable(personal.clientAddress),
        changes);
  }
}
