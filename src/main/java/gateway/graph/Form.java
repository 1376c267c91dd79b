package gateway.graph;

import java.util.Locale;

/**
 * The form of an answer.
 *
 * @param level how much control information it carries; CSV has place for none
 */
public record Form(Kind kind, MetadataLevel level) {

  /** What a collection can be answered in: a page, or an export of everything (contract §6). */
  public enum Kind {
    JSON("application/json"),
    CSV("text/csv"),
    NDJSON("application/x-ndjson");

    private final String mediaType;

    Kind(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  static Form json(MetadataLevel level) {
    return new Form(Kind.JSON, level);
  }

  public String contentType() {
    return switch (kind) {
      case JSON -> level.contentType();
      case CSV -> kind.mediaType() + ";charset=utf-8;header=present";
      case NDJSON ->
          "%s;odata.metadata=%s;charset=utf-8"
              .formatted(kind.mediaType(), level.name().toLowerCase(Locale.ROOT));
    };
  }
}
