package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows in the table, of which some go and others come at each step. A row that went stays away. */
final class MovingRows {

  private static final int AT_ONCE = 3;

  private final Random random;
  private final List<Row> present;
  private final List<Row> outside;
  private final List<Row> stayed;

  MovingRows(Random random, int count) throws SQLException {
    this.random = random;
    var all = new ArrayList<>(new RandomRows(random).some(count));
    Collections.shuffle(all, random);
    this.present = new ArrayList<>(all.subList(0, count / 2));
    this.outside = new ArrayList<>(all.subList(count / 2, count));
    this.stayed = new ArrayList<>(present);
    SampleAudits.replaceAll(present);
  }

  /** Deletes up to three rows and inserts up to three others, anywhere in any order. */
  void change() throws SQLException {
    var gone = some(present);
    var come = some(outside);
    SampleAudits.delete(gone);
    SampleAudits.insert(come);
    present.removeAll(gone);
    stayed.removeAll(gone);
    outside.removeAll(come);
    present.addAll(come);
  }

  private List<Row> some(List<Row> rows) {
    Collections.shuffle(rows, random);
    return List.copyOf(rows.subList(0, Math.min(rows.size(), random.nextInt(AT_ONCE + 1))));
  }

  List<Row> present() {
    return List.copyOf(present);
  }

  /** Those that were there from the beginning and still are. */
  List<Row> stayed() {
    return List.copyOf(stayed);
  }
}
