package gateway.graph;

import gateway.odata.QueryOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the form of an answer from what a client accepts (contract §5; OData Protocol 4.01
 * §8.2.1).
 */
final class Negotiation {

  private Negotiation() {}

  /** The metadata level of a JSON answer, or a 406. */
  static MetadataLevel json(String accept) {
    return chooseJson(accept)
        .orElseThrow(
            () -> notAcceptable("application/json with odata.metadata none, minimal or full"));
  }

  /**
   * The metadata level that a request asks for, whatever else is wrong with it: an error says it,
   * too (contract §5).
   */
  static MetadataLevel wished(Request request) {
    try {
      return request.query().isEmpty()
          ? json(request.header("Accept"))
          : QueryOptions.parse(request.query(), QueryOptions.KNOWN)
              .get("$format")
              .map(Negotiation::format)
              .orElseGet(() -> json(request.header("Accept")));
    } catch (Problem | QueryOptions.Unreadable unanswerable) {
      return MetadataLevel.MINIMAL;
    }
  }

  /** The metadata level that {@code $format} asks for, or a 400. */
  static MetadataLevel format(String option) {
    String mediaType = option.replaceFirst("(?i)^json(?=\\s*(?:;|$))", "application/json");
    return MediaRange.parse(mediaType)
        .filter(range -> range.type().equals("application/json"))
        .flatMap(Negotiation::level)
        .orElseThrow(() ->
            Problem.badRequest(
                new Fault(
                    "$format",
                    "The value '%s' of $format is not json, or json;odata.metadata= with none, minimal or full."
                        .formatted(Fault.quoted(option)))));
  }

  private static Optional<MetadataLevel> level(MediaRange range) {
    return range.metadataParameter().isEmpty()
        ? Optional.of(MetadataLevel.MINIMAL)
        : range.metadataParameter().flatMap(MetadataLevel::named);
  }

  /** Passes when a media type without parameters of its own can be sent; else a 406. */
  static void requirePlain(String accept, String mediaType) {
    boolean accepted =
        MediaRange.parseAccept(accept).stream()
            .filter(range -> range.covers(mediaType))
            .max(Comparator.comparingInt(MediaRange::precision))
            .filter(range -> range.quality() > 0)
            .isPresent();
    if (!accepted) {
      throw notAcceptable(mediaType);
    }
  }

  private static Optional<MetadataLevel> chooseJson(String accept) {
    var ranges = MediaRange.parseAccept(accept);
    Optional<MetadataLevel> best = Optional.empty();
    double bestScore = 0;
    for (MetadataLevel level :
        List.of(MetadataLevel.MINIMAL, MetadataLevel.FULL, MetadataLevel.NONE)) {
      double score = score(ranges, level);
      if (score > bestScore) {
        best = Optional.of(level);
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * The quality of the most precise range that covers a level, and a little more when it names the
   * level itself.
   */
  private static double score(List<MediaRange> ranges, MetadataLevel level) {
    return ranges.stream()
        .filter(range -> range.covers("application/json") && admits(range, level))
        .max(Comparator.comparingInt(MediaRange::precision))
        .filter(range -> range.quality() > 0)
        .map(range -> range.quality() + (range.metadataParameter().isPresent() ? 0.0001 : 0))
        .orElse(0.0);
  }

  private static boolean admits(MediaRange range, MetadataLevel level) {
    return range.metadataParameter().isEmpty()
        || range
            .metadataParameter()
            .flatMap(MetadataLevel::named)
            .filter(level::equals)
            .isPresent();
  }

  static Problem notAcceptable(String offer) {
    return Problem.of(
        ErrorCode.NOT_ACCEPTABLE,
        "The Accept header asks for a form that this address does not have; it has %s."
            .formatted(offer));
  }
}
