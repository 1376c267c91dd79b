package gateway.graph.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A namespace and what a feature defines in it; several features may share one.
 *
 * @param alias a shorter name for references; all that share a namespace say the same
 * @param targeted annotations of what stands elsewhere
 */
public record Schema(
    String namespace,
    Optional<String> alias,
    List<Element> elements,
    List<Annotation> annotations,
    List<Annotation.Targeted> targeted) {

  /** This part and another of the same namespace. */
  Schema and(Schema other) {
    return new Schema(
        namespace,
        alias,
        joined(elements, other.elements),
        joined(annotations, other.annotations),
        joined(targeted, other.targeted));
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** The part of the metadata that a feature brings; every bean of this kind is asked once. */
  public interface Source {
    Schema schema();
  }
}
