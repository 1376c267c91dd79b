package gateway.graph.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The value of an annotation: those expressions of CSDL 4.01 §14.3 and §14.4 that are used. */
public sealed interface Expression {

  /** A value without parts. */
  sealed interface Constant extends Expression {}

  record Text(String text) implements Constant {}

  record Bool(boolean value) implements Constant {}

  /**
   * One member of an enum of a vocabulary.
   *
   * @param type such as {@code Core.RevisionKind}
   */
  record Member(String type, String name) implements Constant {}

  /** The name of a property of what is annotated. */
  record PropertyPath(String path) implements Constant {}

  /** Never empty: Olingo's client takes what follows an empty collection for a part of it. */
  record Items(List<Expression> items) implements Expression {
    public Items {
      if (items.isEmpty()) {
        throw new IllegalArgumentException("an empty collection");
      }
    }
  }

  /**
   * @param type the type, where it is not the one that the term declares
   * @param values by the names of the type's properties
   */
  record Fields(Optional<String> type, SequencedMap<String, Expression> values)
      implements Expression {

    /** This record with one value more. */
    public Fields with(String name, Expression value) {
      var more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Fields(type, more);
    }

    public Fields with(String name, boolean value) {
      return with(name, new Bool(value));
    }

    public Fields with(String name, String value) {
      return with(name, new Text(value));
    }
  }

  static Fields fields() {
    return new Fields(Optional.empty(), new LinkedHashMap<>());
  }

  /** A record of a type that is derived from the one that the term declares. */
  static Fields fields(String type) {
    return new Fields(Optional.of(type), new LinkedHashMap<>());
  }

  static Items items(Expression... items) {
    return new Items(List.of(items));
  }

  static Items texts(Collection<String> texts) {
    return new Items(texts.stream().<Expression>map(Text::new).toList());
  }

  static Items paths(Collection<String> properties) {
    return new Items(properties.stream().<Expression>map(PropertyPath::new).toList());
  }
}
