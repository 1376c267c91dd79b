package gateway.verify;

import static gateway.verify.SavedFolder.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An epoch's entry says where the log went on; the tree knows whether it did. */
class EpochsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path path;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private SavedFolder folder;

  @BeforeEach
  void two_audits() {
    folder = new SavedFolder(path);
    for (String id : new String[] {"a", "b"}) {
      folder.entry(id, 1, "create", change("id", "", id));
      folder.listed(id, 1, "");
    }
  }

  private void epoch(String before, String number, String size, String root) {
    folder.entry(
        "",
        0,
        "epoch",
        change("epoch", before, number),
        change("size", "", size),
        change("root", "", root));
  }

  @Test
  void are_said_where_they_begin_as_the_tree_does() {
    epoch("0", "7", "1", folder.root(1));
    epoch("7", "9", "3", folder.root(3));

    assertThat(folder.judged(0, 4))
        .startsWith("0 verified: 4 entries of 2 audits; ")
        .endsWith(
            ", newest entry 2026-01-01T00:00:03.000000Z; 2 epochs, the last begins at entry 3\n");
  }

  @Test
  void begin_at_no_other_root_and_no_later_size() {
    epoch("0", "7", "1", folder.root(2));
    epoch("7", "8", "4", folder.root(3));
    epoch("8", "9", "none", "none");

    assertThat(folder.judged(0, 5))
        .isEqualTo(
            """
            1 leaf 2: the epoch does not begin where it says
            leaf 3: the epoch does not begin where it says
            leaf 4: the epoch does not begin where it says
            """);
  }

  @Test
  void follow_one_another() {
    epoch("6", "7", "1", folder.root(1));
    epoch("7", "8", "1", folder.root(1));
    epoch("9", "10", "1", folder.root(1));

    assertThat(folder.judged(0, 5))
        .isEqualTo(
            """
            1 leaf 2: follows epoch 6, and the last one that the log has is 0
            leaf 4: follows epoch 9, and the last one that the log has is 8
            """);
  }
}
