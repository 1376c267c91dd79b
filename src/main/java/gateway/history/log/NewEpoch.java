package gateway.history.log;

import gateway.graph.Uuid7;
import gateway.history.EntryOperation;
import gateway.history.ServiceEntries;
import gateway.tlog.Hash;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins an epoch of a log, as the owner of the tables: gives up what was seen of the log and is
 * not in it, and has an entry say so (docs/decisions/0017-epochs.md).
 *
 * @param number the epoch's number
 * @param size how many entries the log has where it begins
 * @param root the root of those
 * @param givenUp what was seen of the log and counts no longer, smallest first
 */
public record NewEpoch(long number, long size, String root, List<String> givenUp) {

  /**
   * Sequencer and publisher hold the lock for milliseconds. An erasure may hold it longer than
   * this, too: then the command fails, has changed nothing, and is to be run again.
   */
  private static final String WAIT = "set local lock_timeout = '75s'";

  private static final String LOCK =
      """
      select size, root, epoch, greatest(epoch + 1, (extract(epoch from clock_timestamp()) * 1000)::int8)
      from log_head where tenant_id = ? for update
      """;

  private static final String ADD =
      "insert into log_contradiction (tenant_id, size, root) values (?, ?, ?) on conflict do nothing";

  private static final String GIVE_UP =
      """
      with given_up as (
        update log_contradiction set epoch = ? where tenant_id = ? and epoch is null returning size, root, witness
      )
      select size, root, witness from given_up order by size, root, witness
      """;

  private static final String ENTRY =
      ServiceEntries.OPERATOR
          + """
          ,
          fact as (
            select ?::uuid as tenant_id, null::text as audit_id, null::bigint as sequence, clock_timestamp() as changed_at,
              ?::uuid as entry_id, named.properties, array_fill(false, array[cardinality(named.properties)]) as personal,
              ?::text[] as plain_before, ?::text[] as plain_after, null::text[] as personal_before, null::text[] as personal_after
            from (select ?::text[] as properties) named
          ),
          %s
          select count(*) from fact
          """
              .formatted(ServiceEntries.append(EntryOperation.EPOCH));

  private static final String RAISE = "update log_head set epoch = ? where tenant_id = ?";

  /**
   * What the entry names of what is given up, some 120 bytes each: a leaf has 64 KiB at most, and
   * one that is longer could never be served (C2SP tlog-tiles). A folder of checkpoints may give up
   * thousands.
   */
  private static final int MOST_NAMED = 200;

  /** What stands in the entry as the application. */
  private static final String APPLICATION = "epoch";

  /** What is given up beside what pods have noted: a checkpoint, or a size that witnesses told. */
  public record Abandoned(long size, Optional<Hash> root) {}

  /** A property of the entry. */
  private record Change(String property, @Nullable String before, @Nullable String after) {}

  /**
   * Begins it in the connection's transaction, which the caller ends.
   *
   * @param reason stands in the entry for ever
   * @return empty when the tenant has no log
   */
  public static Optional<NewEpoch> begin(
      Connection connection, UUID tenant, List<Abandoned> abandoned, String reason)
      throws SQLException {
    try (var wait = connection.createStatement();
        var lock = connection.prepareStatement(LOCK)) {
      boolean _ = wait.execute(WAIT);
      lock.setObject(1, tenant);
      try (var head = lock.executeQuery()) {
        if (!head.next()) {
          return Optional.empty();
        }
        add(connection, tenant, abandoned);
        long number = head.getLong(4);
        var givenUp = giveUp(connection, tenant, number);
        var epoch =
            new NewEpoch(number, head.getLong(1), Hash.of(head.getBytes(2)).toString(), givenUp);
        epoch.write(connection, tenant, head.getLong(3), reason);
        return Optional.of(epoch);
      }
    }
  }

  private static void add(Connection connection, UUID tenant, List<Abandoned> abandoned)
      throws SQLException {
    try (var add = connection.prepareStatement(ADD)) {
      for (var each : abandoned) {
        add.setObject(1, tenant);
        add.setLong(2, each.size);
        add.setBytes(3, each.root.map(Hash::bytes).orElseGet(() -> new byte[0]));
        int _ = add.executeUpdate();
      }
    }
  }

  private static List<String> giveUp(Connection connection, UUID tenant, long number)
      throws SQLException {
    var givenUp = new ArrayList<String>();
    try (var giveUp = connection.prepareStatement(GIVE_UP)) {
      giveUp.setLong(1, number);
      giveUp.setObject(2, tenant);
      try (var rows = giveUp.executeQuery()) {
        while (rows.next()) {
          givenUp.add(
              Sighting.stored(rows.getLong(1), rows.getBytes(2), rows.getString(3)).toString());
        }
      }
    }
    return List.copyOf(givenUp);
  }

  private void write(Connection connection, UUID tenant, long before, String reason)
      throws SQLException {
    var changes = new ArrayList<Change>();
    changes.add(new Change("epoch", "" + before, "" + number));
    changes.add(new Change("size", null, "" + size));
    changes.add(new Change("root", null, root));
    int unnamed = Math.max(0, givenUp.size() - MOST_NAMED);
    if (unnamed > 0) {
      changes.add(new Change("abandoned", unnamed + " smaller ones", null));
    }
    givenUp
        .subList(unnamed, givenUp.size())
        .forEach(each -> changes.add(new Change("abandoned", each, null)));
    changes.add(new Change("reason", null, reason));
    try (var entry = connection.prepareStatement(ENTRY);
        var raise = connection.prepareStatement(RAISE)) {
      entry.setString(1, APPLICATION);
      entry.setObject(2, UUID.randomUUID());
      entry.setObject(3, tenant);
      entry.setObject(4, Uuid7.next());
      entry.setArray(5, texts(connection, changes.stream().map(Change::before).toArray()));
      entry.setArray(6, texts(connection, changes.stream().map(Change::after).toArray()));
      entry.setArray(7, texts(connection, changes.stream().map(Change::property).toArray()));
      boolean _ = entry.execute();
      raise.setLong(1, number);
      raise.setObject(2, tenant);
      int _ = raise.executeUpdate();
    }
  }

  private static Array texts(Connection connection, Object[] texts) throws SQLException {
    return connection.createArrayOf("text", texts);
  }
}
