package gateway.verify;

import gateway.tlog.Commitment;
import gateway.tlog.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a leaf with the entry as it is served, and opens the leaf's commitments with what is
 * served (contract §11).
 */
final class Openings {

  /** What a leaf and an entry as served both have, by the leaf's name and the entry's. */
  private static final Map<String, String> SAME =
      Map.of(
          "id", "id",
          "auditId", "auditId",
          "sequence", "sequence",
          "operation", "operation",
          "at", "changedDateTime",
          "requestId", "requestId",
          "clientRequestId", "clientRequestId");

  private static final List<String> SAME_OF_INITIATOR =
      List.of("principalId", "applicationId", "authorization");

  /** What an entry as served is made of; of anything more the log says nothing. */
  private static final Set<String> SERVED =
      Set.of(
          "id",
          "auditId",
          "sequence",
          "operation",
          "changedDateTime",
          "initiatedBy",
          "requestId",
          "clientRequestId",
          "clientAddress",
          "changes",
          "erased",
          "openings");

  private static final Set<String> SERVED_OF_INITIATOR =
      Set.of("principalId", "applicationId", "userPrincipalName", "authorization");

  private static final Set<String> SERVED_OF_CHANGE = Set.of("property", "before", "after");

  private final Faults faults;

  Openings(Faults faults) {
    this.faults = faults;
  }

  /** What a leaf says when the entry is not served: its personal values are unknown. */
  Opened unopened(Entry leaf) {
    return unopened(leaf, false);
  }

  private static Opened unopened(Entry leaf, boolean served) {
    return new Opened(served, plain(leaf, "before"), plain(leaf, "after"), List.of());
  }

  Opened open(Entry leaf, Fields served) {
    requireSame(leaf, served);
    var opening = new Opening(leaf, served);
    var initiator = served.object("initiatedBy");
    var _ =
        opening.value(
            "/userPrincipalName",
            "initiatedBy/userPrincipalName",
            leaf.fields(),
            initiator,
            "userPrincipalName");
    var _ =
        opening.value("/clientAddress", "clientAddress", leaf.fields(), served, "clientAddress");
    var changes = served.list("changes").stream().map(Fields::of).toList();
    if (changes.size() != leaf.changes().size()) {
      faults.add("%s: is served with other changes than the log has", leaf.name());
      return unopened(leaf, true);
    }
    var before = new ArrayList<@Nullable String>();
    var after = new ArrayList<@Nullable String>();
    for (int i = 0; i < changes.size(); i++) {
      requireOnly(SERVED_OF_CHANGE, leaf, changes.get(i));
      if (!changes.get(i).text("property").equals(Optional.of(leaf.property(i)))) {
        faults.add("%s: is served with other changes than the log has", leaf.name());
      }
      before.add(opening.ofChange(i, "before", changes.get(i)));
      after.add(opening.ofChange(i, "after", changes.get(i)));
    }
    opening.end();
    return new Opened(true, before, after, opening.closed);
  }

  private void requireSame(Entry leaf, Fields served) {
    SAME.forEach((ofLeaf, ofServed) -> {
      if (!leaf.fields().value(ofLeaf).equals(served.value(ofServed))) {
        faults.add("%s: %s is served otherwise than the log has it", leaf.name(), ofServed);
      }
    });
    requireOnly(SERVED, leaf, served);
    var initiator = served.object("initiatedBy");
    requireOnly(SERVED_OF_INITIATOR, leaf, initiator);
    for (String name : SAME_OF_INITIATOR) {
      if (!leaf.fields().value(name).equals(initiator.value(name))) {
        faults.add("%s: initiatedBy/%s is served otherwise than the log has it", leaf.name(), name);
      }
    }
  }

  private void requireOnly(Set<String> names, Entry leaf, Fields served) {
    for (String name : served.members().keySet()) {
      if (!names.contains(name) && !name.contains("@")) {
        faults.add("%s: is served with '%s', which no entry has", leaf.name(), name);
      }
    }
  }

  private static List<@Nullable String> plain(Entry leaf, String side) {
    var values = new ArrayList<@Nullable String>();
    for (var change : leaf.changes()) {
      var value = change.value(side);
      values.add(Entry.isCommitment(value) ? Opened.UNKNOWN : text(value));
    }
    return values;
  }

  private static @Nullable String text(JsonValue value) {
    return value instanceof JsonValue.Characters(var text) ? text : null;
  }

  /** The commitments of one entry. */
  private final class Opening {

    private final Entry leaf;
    private final Map<String, String> salts = new HashMap<>();
    private final List<JsonValue> erased;
    private final List<String> closed = new ArrayList<>();

    Opening(Entry leaf, Fields served) {
      this.leaf = leaf;
      this.erased = served.list("erased");
      for (var each : served.list("openings")) {
        var opening = Fields.of(each);
        salts.put(opening.text("path").orElse(""), opening.text("salt").orElse(""));
      }
    }

    @Nullable String ofChange(int change, String side, Fields served) {
      String path = "/changes/" + change + "/" + side;
      return value(path, leaf.property(change), leaf.changes().get(change), served, side);
    }

    /**
     * The value that a commitment or a plain value of the leaf stands for. A plain value that is
     * absent where the log has null would pass for an erased one.
     *
     * @param name what an erasure calls it
     */
    @Nullable String value(String path, String name, Fields logged, Fields served, String member) {
      var inLeaf = logged.value(member);
      if (!Entry.isCommitment(inLeaf)) {
        if (!inLeaf.equals(served.value(member)) || logged.has(member) != served.has(member)) {
          faults.add(
              "%s: %s (%s) is served otherwise than the log has it", leaf.name(), name, path);
        }
        return text(inLeaf);
      }
      String salt = salts.get(path);
      if (salt == null || !served.has(member)) {
        // Of the two values of a change one may have been erased and the other not.
        if (!erased.contains(new JsonValue.Characters(name))) {
          faults.add("%s: nothing opens %s (%s), and it was not erased", leaf.name(), name, path);
        } else if (served.has(member)) {
          faults.add("%s: %s (%s) is said to be erased, and is served", leaf.name(), name, path);
        } else {
          closed.add(name);
        }
        return Opened.UNKNOWN;
      }
      var value = served.value(member);
      if (!opens(salt, value, Fields.of(inLeaf).text(Commitment.MEMBER).orElse(""))) {
        faults.add("%s: %s (%s) is not the value that was logged", leaf.name(), name, path);
        return Opened.UNKNOWN;
      }
      return text(value);
    }

    /** Says what is said to be erased, and is there. */
    void end() {
      for (var name : erased) {
        if (!(name instanceof JsonValue.Characters(var text) && closed.contains(text))) {
          faults.add("%s: says that %s was erased, and it opens", leaf.name(), text(name));
        }
      }
    }

    private static boolean opens(String salt, JsonValue value, String committed) {
      try {
        return Commitment.text(Base64.getUrlDecoder().decode(salt), value).equals(committed);
      } catch (IllegalArgumentException noBase64) {
        return false;
      }
    }
  }
}
