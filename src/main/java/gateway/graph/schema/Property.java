package gateway.graph.schema;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A structural property of an entity or complex type.
 *
 * @param nullable of a collection: whether its items are
 * @param maxLength of a string, in code points (CSDL 4.01 §7.2.2)
 * @param precision of a date and time, in digits of a second's fraction
 * @param scale of a decimal, in digits behind the point
 * @param example a value as JSON has it; for people, not part of {@code $metadata}
 */
public record Property(
    String name,
    TypeName type,
    boolean nullable,
    OptionalInt maxLength,
    OptionalInt precision,
    OptionalInt scale,
    Optional<String> example,
    List<Annotation> annotations) {

  public static Property of(String name, String type) {
    return of(name, TypeName.of(type), false);
  }

  public static Property of(String name, TypeName type, boolean nullable) {
    return new Property(
        name,
        type,
        nullable,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  public Property orNull() {
    return new Property(name, type, true, maxLength, precision, scale, example, annotations);
  }

  public Property atMost(int codePoints) {
    return new Property(
        name, type, nullable, OptionalInt.of(codePoints), precision, scale, example, annotations);
  }

  public Property toDigits(int digits) {
    return new Property(
        name, type, nullable, maxLength, OptionalInt.of(digits), scale, example, annotations);
  }

  public Property behindThePoint(int digits) {
    return new Property(
        name, type, nullable, maxLength, precision, OptionalInt.of(digits), example, annotations);
  }

  public Property like(String value) {
    return new Property(
        name, type, nullable, maxLength, precision, scale, Optional.of(value), annotations);
  }

  public Property described(String text) {
    return with(Annotation.description(text));
  }

  public Property with(Annotation annotation) {
    return new Property(
        name,
        type,
        nullable,
        maxLength,
        precision,
        scale,
        example,
        Stream.concat(annotations.stream(), Stream.of(annotation)).toList());
  }

  /** The words of its {@code Core.Description}; empty when it has none. */
  public String description() {
    return annotations.stream()
        .filter(annotation -> annotation.term().equals("Core.Description"))
        .map(annotation -> annotation.value() instanceof Expression.Text(var words) ? words : "")
        .findFirst()
        .orElse("");
  }

  /** Whether a revision calls it deprecated. */
  public boolean deprecated() {
    return annotations.stream()
        .anyMatch(annotation ->
            annotation.term().equals("Core.Revisions")
                && annotation.value() instanceof Expression.Items(var revisions)
                && revisions.stream().anyMatch(Property::deprecates));
  }

  private static boolean deprecates(Expression revision) {
    return revision instanceof Expression.Fields(_, var values)
        && values.get("Kind") instanceof Expression.Member(_, var kind)
        && kind.equals("Deprecated");
  }
}
