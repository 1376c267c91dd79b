package gateway.graph;

import gateway.graph.Form.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The forms that an address has, the one that is given without a wish first. */
public enum Offers {
  /** An entity, and whatever else is one object. */
  OBJECT(
      json(),
      "application/json with odata.metadata none, minimal or full",
      "json, or json;odata.metadata= with none, minimal or full"),
  /** A page as JSON, or an export (contract §6). */
  COLLECTION(
      Stream.of(json(), List.of(Form.CSV), ndjson()).flatMap(List::stream).toList(),
      "application/json and application/x-ndjson with odata.metadata none, minimal or full, and text/csv",
      "json, csv or ndjson; json and ndjson may be followed by ;odata.metadata= with none, minimal or full"),
  TEXT(Form.plain(Kind.TEXT, "text/plain")),
  /** {@code $metadata} (OData Protocol 4.01 §11.1.2). */
  CSDL(Form.plain(Kind.XML, "application/xml"), Form.plain(Kind.JSON, "application/json")),
  /** {@code /openapi}: the registered type of YAML, and those that are asked for out of habit. */
  OPEN_API(
      Form.plain(Kind.JSON, "application/json"),
      Form.plain(Kind.YAML, "application/yaml"),
      Form.plain(Kind.YAML, "application/x-yaml"),
      Form.plain(Kind.YAML, "text/yaml"));

  private final List<Form> forms;
  private final String accepted;
  private final String formats;

  /**
   * @param accepted what {@code Accept} may say, in words
   * @param formats what {@code $format} may say, in words
   */
  Offers(List<Form> forms, String accepted, String formats) {
    this.forms = forms;
    this.accepted = accepted;
    this.formats = formats;
  }

  Offers(Form... forms) {
    this.forms = List.of(forms);
    this.accepted = String.join(", ", mediaTypes());
    this.formats = "one of " + accepted;
  }

  private static List<Form> json() {
    return List.of(
        Form.json(MetadataLevel.MINIMAL),
        Form.json(MetadataLevel.FULL),
        Form.json(MetadataLevel.NONE));
  }

  private static List<Form> ndjson() {
    return List.of(
        Form.ndjson(MetadataLevel.MINIMAL),
        Form.ndjson(MetadataLevel.FULL),
        Form.ndjson(MetadataLevel.NONE));
  }

  List<Form> forms() {
    return forms;
  }

  /** Those of the forms, each once. */
  public List<String> mediaTypes() {
    return forms.stream().map(Form::mediaType).distinct().toList();
  }

  Problem notAcceptable() {
    return Problem.of(
        ErrorCode.NOT_ACCEPTABLE,
        "The Accept header asks for a form that this address does not have; it has %s."
            .formatted(accepted));
  }

  Problem noFormat(String option) {
    return Problem.badRequest(
        new Fault(
            "$format",
            "The value '%s' of $format is not %s.".formatted(Fault.quoted(option), formats)));
  }
}
