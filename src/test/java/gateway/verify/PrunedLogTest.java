package gateway.verify;

import static gateway.verify.SavedFolder.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind entries that are gone, a service could say what it likes. */
class PrunedLogTest {

  private static final int PRUNED = 256;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path path;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private SavedFolder folder;

  /** As many audits as will be pruned, of which all but one were deleted long ago. */
  @BeforeEach
  void entries_that_will_go() {
    folder = new SavedFolder(path);
    for (int i = 0; i < PRUNED; i++) {
      folder.entry("p" + i, 1, "create", change("id", "", "p" + i));
    }
  }

  private static String[][] now() {
    return new String[][] {change("id", "", "p0"), change("userName", "", "Bo")};
  }

  private void pruned() {
    folder.entry("", 0, "prune", change("prunedBefore", "0", "" + PRUNED));
  }

  @Test
  void is_verified_by_what_the_snapshot_says() {
    folder.entry("p0", 2, "snapshot", now());
    pruned();

    folder.listed("p0", 2, ",\"userName\":\"Bo\"").answered("p0", 2, ",\"userName\":\"Bo\"");

    assertThat(folder.judged(PRUNED, 258))
        .startsWith(
            "0 verified: 2 entries of 1 audits, from entry 256 on; those before it were pruned; ");
  }

  @Test
  void has_no_checkpoint_from_before_what_was_pruned() {
    folder.entry("p0", 2, "snapshot", now());
    pruned();

    folder.listed("p0", 2, ",\"userName\":\"Bo\"");

    assertThat(folder.judged(PRUNED, 255))
        .isEqualTo("1 checkpoint-before: has 255 entries, and all before entry 256 were pruned\n");
  }

  /** Another audit, which has an IMEI, and p0 without a creation and with a late snapshot. */
  private void said_too_late() {
    folder.entry("q", 1, "create", change("id", "", "q"), change("deviceIMEI", "", "1"));
    folder.entry("p0", 2, "update", change("userName", "", "Bo"));
    folder.entry("p0", 3, "snapshot", now());
    pruned();
    folder.listed("q", 1, ",\"deviceIMEI\":\"1\"").listed("p0", 3, ",\"userName\":\"Bo\"");
  }

  @Test
  void serves_no_version_of_an_audit_that_no_entry_says() {
    said_too_late();
    assertThat(folder.judged(PRUNED, 258)).startsWith("0 verified: 2 entries of 2 audits");

    folder.listed("p0", 2, ",\"userName\":\"Bo\",\"deviceIMEI\":\"of another\"");

    assertThat(folder.judged(PRUNED, 258))
        .isEqualTo("1 audit p0: its first entries were pruned, and no snapshot says what it was\n");
  }

  @Test
  void answers_with_no_such_version_at_an_audits_address_either() {
    said_too_late();
    folder.answered("p0", 3, ",\"userName\":\"Bo\"");
    assertThat(folder.judged(PRUNED, 257)).startsWith("0 verified: 1 entries of 1 audits");

    String other = ",\"userName\":\"Bo\",\"deviceIMEI\":\"of another\"";
    folder.listed("p0", 2, other).answered("p0", 2, other);

    assertThat(folder.judged(PRUNED, 257))
        .contains(
            "audit p0: its address answers, and its first entries were pruned, and no snapshot");
  }

  @Test
  void begins_an_audit_with_nothing_but_what_may_follow() {
    folder.entry("p1", 2, "change", change("userName", "", "Bo"));
    folder.entry("p0", 2, "snapshot", now());
    pruned();

    folder.listed("p0", 2, ",\"userName\":\"Bo\"");

    assertThat(folder.judged(PRUNED, 259))
        .contains("audit p1, sequence 2 (leaf 256): no 'change' can stand here\n");
  }
}
