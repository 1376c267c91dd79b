package gateway.graph;

import gateway.odata.QueryOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The forms of a document that is not an entity or a collection of them, the one that is given
 * without a wish first.
 */
public enum OwnForms {
  /** {@code $metadata} (OData Protocol 4.01 §11.1.2). */
  CSDL(
      new Offer("xml", "application/xml", "application/xml;charset=utf-8"),
      new Offer("json", "application/json", "application/json;charset=utf-8")),
  /** {@code /openapi}: the registered type of YAML, and those that are asked for out of habit. */
  OPEN_API(
      new Offer("json", "application/json", "application/json;charset=utf-8"),
      new Offer("yaml", "application/yaml", "application/yaml;charset=utf-8"),
      new Offer("yaml", "application/x-yaml", "application/x-yaml;charset=utf-8"),
      new Offer("yaml", "text/yaml", "text/yaml;charset=utf-8"));

  /**
   * @param name what {@code $format} may say for the media type
   * @param mediaType what {@code Accept} may say
   * @param contentType what is answered
   */
  public record Offer(String name, String mediaType, String contentType) {}

  private final List<Offer> forms;

  OwnForms(Offer... forms) {
    this.forms = List.of(forms);
  }

  /**
   * The form that a request asks for; {@code $format} overrides {@code Accept}. A {@link Problem}
   * of 406 when the header cannot be met, of 400 when the option cannot.
   */
  public Offer choose(Request request, QueryOptions options) {
    return options
        .get("$format")
        .map(this::named)
        .orElseGet(() -> accepted(request.header("Accept")));
  }

  private Offer accepted(String accept) {
    var ranges = MediaRange.parseAccept(accept);
    var best = forms.getFirst();
    for (Offer form : forms) {
      best = quality(ranges, form) > quality(ranges, best) ? form : best;
    }
    if (quality(ranges, best) == 0) {
      throw Negotiation.notAcceptable(offered());
    }
    return best;
  }

  private static double quality(List<MediaRange> ranges, Offer form) {
    return ranges.stream()
        .filter(range -> range.covers(form.mediaType()))
        .max(Comparator.comparingInt(MediaRange::precision))
        .map(MediaRange::quality)
        .orElse(0.0);
  }

  private Offer named(String option) {
    String name = option.strip().toLowerCase(Locale.ROOT);
    String mediaType = MediaRange.parse(option).map(MediaRange::type).orElse("");
    return forms.stream()
        .filter(form -> form.name().equals(name) || form.mediaType().equals(mediaType))
        .findFirst()
        .orElseThrow(() ->
            Problem.badRequest(
                new Fault(
                    "$format",
                    "The value '%s' of $format is none of %s."
                        .formatted(Fault.quoted(option), offered()))));
  }

  public List<String> mediaTypes() {
    return forms.stream().map(Offer::mediaType).toList();
  }

  private String offered() {
    return String.join(", ", mediaTypes());
  }
}
