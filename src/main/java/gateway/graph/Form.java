package gateway.graph;

import java.util.Locale;
import java.util.Optional;

/**
 * The form of an answer.
 *
 * @param mediaType what {@code Accept} may say for it
 * @param control how much control information it carries; empty where it has place for none
 * @param contentType what is answered
 */
public record Form(
    Kind kind, String mediaType, Optional<MetadataLevel> control, String contentType) {

  /** What can be told apart by {@code $format}, which says the name. */
  public enum Kind {
    JSON,
    CSV,
    NDJSON,
    TEXT,
    XML,
    YAML;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Form CSV =
      new Form(Kind.CSV, "text/csv", Optional.empty(), "text/csv;charset=utf-8;header=present");

  public static Form json(MetadataLevel level) {
    return new Form(Kind.JSON, "application/json", Optional.of(level), level.contentType());
  }

  static Form ndjson(MetadataLevel level) {
    String mediaType = "application/x-ndjson";
    return new Form(
        Kind.NDJSON,
        mediaType,
        Optional.of(level),
        "%s;odata.metadata=%s;charset=utf-8"
            .formatted(mediaType, level.name().toLowerCase(Locale.ROOT)));
  }

  /** A form of what is neither an entity nor a collection of them. */
  static Form plain(Kind kind, String mediaType) {
    return new Form(kind, mediaType, Optional.empty(), mediaType + ";charset=utf-8");
  }

  public MetadataLevel level() {
    return control.orElse(MetadataLevel.NONE);
  }

  /** Whether the parameters of a range leave room for it. */
  boolean isAdmittedBy(MediaRange range) {
    return kind == Kind.CSV
        ? range.parameters().getOrDefault("header", "present").equalsIgnoreCase("present")
        : control.isEmpty()
            || range.metadataParameter().isEmpty()
            || range.metadataParameter().flatMap(MetadataLevel::named).equals(control);
  }
}
