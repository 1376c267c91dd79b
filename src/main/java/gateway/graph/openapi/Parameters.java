package gateway.graph.openapi;

import gateway.graph.JsonObject;
import gateway.graph.Operation;
import gateway.graph.Page;
import gateway.odata.Limits;
import java.util.ArrayList;
import java.util.List;

/** The parameters of an operation: keys, query options, and headers that change its answer. */
final class Parameters {

  private Parameters() {}

  static List<JsonObject> of(
      List<String> template, String method, Place place, Operation operation) {
    var parameters = new ArrayList<JsonObject>();
    template.stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> key(segment.substring(1, segment.length() - 1)))
        .forEach(parameters::add);
    operation.options().stream().sorted().map(Parameters::option).forEach(parameters::add);
    boolean entity = place instanceof Place.Entity;
    if (entity) {
      parameters.add(
          header(
              "If-None-Match",
              "%s when the entity's ETag is this one; * is any."
                  .formatted(method.equals("GET") ? "304" : "412")));
    }
    if (entity || place.isActionOnKey(template)) {
      parameters.add(header("If-Match", "412 unless the entity's ETag is this one; * is any."));
    }
    if (operation.options().contains("$skiptoken")) {
      parameters.add(
          header(
              "Prefer",
              "odata.maxpagesize=n: items in a page, %,d at most; otherwise %d, with $top %,d."
                  .formatted(Page.LARGEST_SIZE, Page.USUAL_SIZE, Page.LARGEST_SIZE)));
    } else if (operation.consumes() == Operation.Consumes.ENTITY
        && (entity || place instanceof Place.Collection)) {
      parameters.add(header("Prefer", "return=minimal: 204 instead of the entity."));
    }
    parameters.add(
        header(
            "client-request-id", "Comes back as it was sent, up to 128 visible ASCII characters."));
    return parameters;
  }

  private static JsonObject key(String name) {
    return JsonObject.of()
        .with("name", name)
        .with("in", "path")
        .with("required", true)
        .with("schema", Components.text());
  }

  private static JsonObject header(String name, String description) {
    return JsonObject.of()
        .with("name", name)
        .with("in", "header")
        .with("description", description)
        .with("schema", Components.text());
  }

  private static JsonObject option(String name) {
    var parameter = JsonObject.of().with("name", name).with("in", "query");
    return switch (name) {
      case "$filter" ->
          described(
              parameter,
              "OData 4.01's expressions, for example action eq 'factoryReset'.",
              Components.text());
      case "$search" ->
          described(
              parameter, "Words and phrases with AND, OR and NOT, in any case.", Components.text());
      case "$orderby" ->
          described(
              parameter,
              "Up to %d expressions, each with asc or desc.".formatted(Limits.ORDER_KEYS),
              Components.text());
      case "$select" ->
          described(parameter, "Names of properties, separated by commas.", Components.text());
      case "$top" -> described(parameter, "How many items are wanted in all.", whole());
      case "$skip" ->
          described(
              parameter,
              "How many items to pass over; go further by @odata.nextLink.",
              whole().with("maximum", Limits.SKIP));
      case "$count" ->
          described(
              parameter,
              "Whether the first page says how many there are.",
              JsonObject.of().with("type", "boolean"));
      case "$skiptoken" ->
          described(parameter, "Part of an @odata.nextLink; opaque.", Components.text());
      case "$format" ->
          described(
              parameter,
              "Overrides Accept: json, with a metadata level; csv and ndjson where there is an"
                  + " export.",
              Components.text());
      case "$apply" ->
          described(
              parameter,
              "Transformations, for example groupby((action),aggregate($count as n)).",
              Components.text());
      default -> parameter.with("schema", Components.text());
    };
  }

  private static JsonObject described(JsonObject parameter, String text, JsonObject schema) {
    return parameter.with("description", text).with("schema", schema);
  }

  private static JsonObject whole() {
    return JsonObject.of().with("type", "integer").with("minimum", 0);
  }
}
