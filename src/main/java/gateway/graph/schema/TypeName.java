package gateway.graph.schema;

/**
 * The type of a property, a parameter or a result.
 *
 * @param name qualified by a namespace or its alias, such as {@code graph.remoteAction}
 * @param collection whether it is a collection of that type
 */
public record TypeName(String name, boolean collection) {

  public static TypeName of(String name) {
    return new TypeName(name, false);
  }

  public static TypeName collectionOf(String name) {
    return new TypeName(name, true);
  }

  /** As CSDL XML writes it. */
  @Override
  public String toString() {
    return collection ? "Collection(" + name + ")" : name;
  }
}
