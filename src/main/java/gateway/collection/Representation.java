package gateway.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.odata.QuerySettings;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the answer to one call shows the entities of a collection. */
public interface Representation {

  /** What an entity is read from, as SQL. */
  String columns();

  /**
   * The selected properties as a context URL lists them, in parentheses; empty when all are (OData
   * 4.01 Protocol §10.8).
   */
  String selected();

  /**
   * Writes one entity as an object.
   *
   * @param row begins with the {@link #columns}
   */
  void write(JsonGenerator json, Row row) throws IOException;

  /**
   * Writes a value of one property as {@link #write} does, for a row that is no entity.
   *
   * @param value as the database gave it
   */
  void value(JsonGenerator json, String property, Object value) throws IOException;

  /** The selected properties as an export has them as columns of a table (contract §6). */
  List<String> headings();

  /**
   * What stands below these headings: what JSON would show, without quotes; null where that is
   * null.
   *
   * @param row begins with the {@link #columns}
   */
  List<@Nullable String> values(Row row);

  /** What a query may say of an evolvable enum's later members. */
  QuerySettings.UnknownMembers unknownMembers();

  /** The preferences that play a part in how entities are shown, for {@code Preference-Applied}. */
  List<String> applied();
}
