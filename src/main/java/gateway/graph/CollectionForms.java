package gateway.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the form of a collection: a page as JSON, or an export as CSV or NDJSON (contract §6).
 */
final class CollectionForms {

  /** Of those that a client likes equally well, the first. */
  private static final List<Form> OFFERS =
      List.of(
          new Form(Form.Kind.JSON, MetadataLevel.MINIMAL),
          new Form(Form.Kind.JSON, MetadataLevel.FULL),
          new Form(Form.Kind.JSON, MetadataLevel.NONE),
          new Form(Form.Kind.CSV, MetadataLevel.NONE),
          new Form(Form.Kind.NDJSON, MetadataLevel.MINIMAL),
          new Form(Form.Kind.NDJSON, MetadataLevel.FULL),
          new Form(Form.Kind.NDJSON, MetadataLevel.NONE));

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "json", Form.Kind.JSON.mediaType(),
          "csv", Form.Kind.CSV.mediaType(),
          "ndjson", Form.Kind.NDJSON.mediaType());

  private CollectionForms() {}

  /**
   * The liking of the most precise range that covers a form.
   *
   * @param named how much of the form that range names: its type, its level
   */
  private record Liking(double quality, int named) {
    private static final Liking NONE = new Liking(0, 0);
    private static final Comparator<Liking> ORDER =
        Comparator.comparingDouble(Liking::quality).thenComparingInt(Liking::named);
  }

  /** The form that an {@code Accept} header likes best, or a 406. */
  static Form accepted(String accept) {
    return choose(MediaRange.parseAccept(accept))
        .orElseThrow(() ->
            Problem.of(
                ErrorCode.NOT_ACCEPTABLE,
                "The Accept header asks for a form that this address does not have; it has"
                    + " application/json and application/x-ndjson with odata.metadata none, minimal"
                    + " or full, and text/csv."));
  }

  /** The form that {@code $format} asks for, or a 400. */
  static Form format(String option) {
    int semicolon = option.indexOf(';');
    int end = semicolon < 0 ? option.length() : semicolon;
    String name = option.substring(0, end).strip().toLowerCase(Locale.ROOT);
    return MediaRange.parse(SHORT_NAMES.getOrDefault(name, name) + option.substring(end))
        .flatMap(range ->
            OFFERS.stream()
                .filter(
                    offer -> range.type().equals(offer.kind().mediaType()) && admits(range, offer))
                .findFirst())
        .orElseThrow(() ->
            Problem.badRequest(
                new Fault(
                    "$format",
                    "The value '%s' of $format is not json, csv or ndjson; json and ndjson may be followed by ;odata.metadata= with none, minimal or full."
                        .formatted(Fault.quoted(option)))));
  }

  private static Optional<Form> choose(List<MediaRange> ranges) {
    Optional<Form> best = Optional.empty();
    var most = Liking.NONE;
    for (Form offer : OFFERS) {
      var liking = liking(ranges, offer);
      if (liking.quality() > 0 && Liking.ORDER.compare(liking, most) > 0) {
        best = Optional.of(offer);
        most = liking;
      }
    }
    return best;
  }

  private static Liking liking(List<MediaRange> ranges, Form offer) {
    String mediaType = offer.kind().mediaType();
    return ranges.stream()
        .filter(range -> range.covers(mediaType) && admits(range, offer))
        .max(Comparator.comparingInt(MediaRange::precision))
        .map(range ->
            new Liking(
                range.quality(),
                (range.type().equals(mediaType) ? 1 : 0)
                    + (range.metadataParameter().isPresent() ? 1 : 0)))
        .orElse(Liking.NONE);
  }

  /** Whether the parameters of a range leave room for a form. */
  private static boolean admits(MediaRange range, Form offer) {
    return switch (offer.kind()) {
      case JSON, NDJSON ->
          range.metadataParameter().isEmpty()
              || range
                  .metadataParameter()
                  .flatMap(MetadataLevel::named)
                  .filter(offer.level()::equals)
                  .isPresent();
      case CSV -> range.parameters().getOrDefault("header", "present").equalsIgnoreCase("present");
    };
  }
}
