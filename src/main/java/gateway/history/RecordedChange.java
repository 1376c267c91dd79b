package gateway.history;

import gateway.security.Authorization;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One entry with its personal values in their places (contract §11).
 *
 * @param auditId empty for what the service did without an audit
 * @param sequence the audit's version after it; empty like the audit
 * @param erased names of what was erased here, each once: properties, {@code
 *     initiatedBy/userPrincipalName}, {@code clientAddress}
 * @param openings what opens the commitments of its leaf; empty unless they were read
 */
public record RecordedChange(
    UUID id,
    Optional<String> auditId,
    Optional<Long> sequence,
    EntryOperation operation,
    OffsetDateTime changedDateTime,
    Initiated initiatedBy,
    UUID requestId,
    String clientRequestId,
    Optional<String> clientAddress,
    List<Difference> changes,
    List<String> erased,
    List<Opening> openings) {

  public static final String ERASED_NAME = "initiatedBy/userPrincipalName";
  public static final String ERASED_ADDRESS = "clientAddress";

  /** What a row of {@link #of(Row)} is read from, in this order. */
  public static final String COLUMNS =
      "id, audit_id, sequence, operation, changed_at, principal_id, application_id,"
          + " user_principal_name, authorization_kind, request_id, client_request_id,"
          + " client_address, properties, personal, before, after, personal_before,"
          + " personal_after, erased";

  /** The same with {@link #openings}. */
  static final String COLUMNS_AND_OPENINGS = COLUMNS + ", opening_paths, opening_salts";

  /** Who made a change, by which application, in whose name. */
  public record Initiated(
      String principalId,
      String applicationId,
      Optional<String> userPrincipalName,
      String authorization) {}

  /**
   * A property before and after; both as text, empty where there was no value.
   *
   * @param personal whether its values name a person, and can be erased
   * @param beforeKnown whether the value before is there: not in what an erasure records, nor where
   *     it was erased
   * @param afterKnown the same of the value after
   */
  public record Difference(
      String property,
      Optional<String> before,
      Optional<String> after,
      boolean personal,
      boolean beforeKnown,
      boolean afterKnown) {

    /** Both values are there, or neither is. */
    public Difference(
        String property,
        Optional<String> before,
        Optional<String> after,
        boolean personal,
        boolean known) {
      this(property, before, after, personal, known, known);
    }
  }

  static RecordedChange of(HistoryEntry entry, HistoryPersonal personal) {
    var operation = EntryOperation.numbered(entry.operation);
    var erased = new ErasedNames(List.of(personal.erased));
    return new RecordedChange(
        entry.entryId,
        Optional.of(entry.auditId),
        Optional.of(entry.sequence),
        operation,
        entry.changedAt,
        new Initiated(
            entry.principalId,
            entry.applicationId,
            Optional.ofNullable(personal.userPrincipalName),
            Authorization.numbered(entry.authorizationKind).wireName()),
        entry.requestId,
        entry.clientRequestId,
        Optional.ofNullable(personal.clientAddress),
        new Differences(
                operation,
                entry.properties,
                index -> entry.personal[index],
                entry.before,
                entry.after,
                personal.before,
                personal.after,
                erased)
            .all(),
        erased.shown(),
        List.of());
  }

  /** Reads a row that begins with {@link #COLUMNS}. */
  public static RecordedChange of(Row row) {
    var operation = EntryOperation.numbered(row.getShort(3));
    var erased =
        new ErasedNames(
            Optional.ofNullable(row.getArrayOfStrings(18)).map(List::of).orElse(List.of()));
    var personal = row.getArrayOfBooleans(13);
    return new RecordedChange(
        row.getUUID(0),
        Optional.ofNullable(row.getString(1)),
        Optional.ofNullable(row.getLong(2)),
        operation,
        row.getOffsetDateTime(4),
        new Initiated(
            row.getString(5),
            row.getString(6),
            Optional.ofNullable(row.getString(7)),
            Authorization.numbered(row.getShort(8)).wireName()),
        row.getUUID(9),
        row.getString(10),
        Optional.ofNullable(row.getString(11)),
        new Differences(
                operation,
                row.getArrayOfStrings(12),
                index -> personal[index],
                row.getArrayOfStrings(14),
                row.getArrayOfStrings(15),
                row.getArrayOfStrings(16),
                row.getArrayOfStrings(17),
                erased)
            .all(),
        erased.shown(),
        openings(row));
  }

  private static List<Opening> openings(Row row) {
    int column = row.getColumnIndex("opening_paths");
    var paths = column < 0 ? null : row.getArrayOfStrings(column);
    if (paths == null) {
      return List.of();
    }
    var salts = row.getArrayOfBuffers(column + 1);
    return IntStream.range(0, paths.length)
        .mapToObj(i -> new Opening(paths[i], salts[i].getBytes()))
        .toList();
  }

  /** The arrays of an entry and of its personal half, aligned with the names of its properties. */
  private record Differences(
      EntryOperation operation,
      String[] names,
      IntPredicate isPersonal,
      @Nullable String[] plainBefore,
      @Nullable String[] plainAfter,
      @Nullable String @Nullable [] personalBefore,
      @Nullable String @Nullable [] personalAfter,
      ErasedNames erased) {

    List<Difference> all() {
      return IntStream.range(0, names.length).mapToObj(this::difference).toList();
    }

    private Difference difference(int index) {
      boolean personal = isPersonal.test(index);
      var before = personal ? personalBefore : plainBefore;
      var after = personal ? personalAfter : plainAfter;
      if (before == null || after == null || operation == EntryOperation.ERASE) {
        return new Difference(names[index], Optional.empty(), Optional.empty(), personal, false);
      }
      return new Difference(
          names[index],
          Optional.ofNullable(before[index]),
          Optional.ofNullable(after[index]),
          personal,
          !erased.hasBefore(names[index]),
          !erased.hasAfter(names[index]));
    }
  }
}
