package gateway.graph.schema;

import java.util.List;

/**
 * A statement about an element, by a term of a {@link Vocabulary}.
 *
 * @param term such as {@code Core.Description}
 */
public record Annotation(String term, Expression value) {

  public static Annotation of(String term, Expression value) {
    return new Annotation(term, value);
  }

  public static Annotation of(String term, boolean value) {
    return new Annotation(term, new Expression.Bool(value));
  }

  public static Annotation of(String term, String value) {
    return new Annotation(term, new Expression.Text(value));
  }

  public static Annotation description(String text) {
    return of("Core.Description", text);
  }

  /**
   * Annotations of something that another schema defines, or that only a path of the container
   * names.
   *
   * @param target such as {@code microsoft.graph.GraphService/deviceManagement}
   */
  public record Targeted(String target, List<Annotation> annotations) {}
}
