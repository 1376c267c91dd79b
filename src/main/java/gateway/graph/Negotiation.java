package gateway.graph;

import gateway.odata.QueryOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Chooses the form of an answer from what a client accepts (contract §5; OData Protocol 4.01
 * §8.2.1).
 */
final class Negotiation {

  private Negotiation() {}

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

  /** The form that a request asks for: {@code $format} overrides {@code Accept} (§11.2.12). */
  static Form chosen(Offers offers, Request request, QueryOptions options) {
    return options
        .get("$format")
        .map(format -> formatted(offers, format))
        .orElseGet(() -> accepted(offers, request.header("Accept")));
  }

  /**
   * The metadata level that a request asks for, whatever else is wrong with it: an error says it,
   * too (contract §5).
   */
  static MetadataLevel wished(Request request) {
    try {
      var options =
          request.query().isEmpty()
              ? QueryOptions.NONE
              : QueryOptions.parse(request.query(), QueryOptions.KNOWN);
      return chosen(Offers.OBJECT, request, options).level();
    } catch (Problem | QueryOptions.Unreadable unanswerable) {
      return MetadataLevel.MINIMAL;
    }
  }

  /** The form that an {@code Accept} header likes best, or a 406. */
  static Form accepted(Offers offers, String accept) {
    var ranges = MediaRange.parseAccept(accept);
    var best = offers.forms().getFirst();
    var most = Liking.NONE;
    for (Form form : offers.forms()) {
      var liking = liking(ranges, form);
      if (Liking.ORDER.compare(liking, most) > 0) {
        best = form;
        most = liking;
      }
    }
    if (most.quality() == 0) {
      throw offers.notAcceptable();
    }
    return best;
  }

  /** The form that {@code $format} asks for, or a 400. */
  static Form formatted(Offers offers, String option) {
    int semicolon = option.indexOf(';');
    int end = semicolon < 0 ? option.length() : semicolon;
    String name = option.substring(0, end).strip().toLowerCase(Locale.ROOT);
    String mediaType =
        offers.forms().stream()
            .filter(form -> form.kind().wireName().equals(name))
            .findFirst()
            .map(Form::mediaType)
            .orElse(name);
    return MediaRange.parse(mediaType + option.substring(end))
        .filter(MediaRange::canBeMet)
        .flatMap(range ->
            offers.forms().stream()
                .filter(form -> range.type().equals(form.mediaType()) && form.isAdmittedBy(range))
                .findFirst())
        .orElseThrow(() -> offers.noFormat(option));
  }

  /** A form that is not liked at all is not named, either. */
  private static Liking liking(List<MediaRange> ranges, Form form) {
    return ranges.stream()
        .filter(range -> range.covers(form.mediaType()) && form.isAdmittedBy(range))
        .max(Comparator.comparingInt(MediaRange::precision))
        .filter(range -> range.quality() > 0)
        .map(range ->
            new Liking(
                range.quality(),
                (range.type().equals(form.mediaType()) ? 1 : 0)
                    + (range.metadataParameter().isPresent() ? 1 : 0)))
        .orElse(Liking.NONE);
  }
}
