package gateway.graph;

import java.util.Locale;
import java.util.Optional;

/** How much control information a JSON answer carries (OData JSON 4.01 §3.1). */
public enum MetadataLevel {
  NONE,
  MINIMAL,
  FULL;

  private final String contentType =
      "application/json;odata.metadata=%s;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
          .formatted(name().toLowerCase(Locale.ROOT));

  public String contentType() {
    return contentType;
  }

  static Optional<MetadataLevel> named(String name) {
    for (MetadataLevel level : values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
