package gateway.graph.openapi;

import static gateway.graph.ErrorCode.BAD_REQUEST;
import static gateway.graph.ErrorCode.CONFLICT;
import static gateway.graph.ErrorCode.FORBIDDEN;
import static gateway.graph.ErrorCode.GONE;
import static gateway.graph.ErrorCode.INTERNAL_SERVER_ERROR;
import static gateway.graph.ErrorCode.INVALID_AUTHENTICATION_TOKEN;
import static gateway.graph.ErrorCode.NOT_ACCEPTABLE;
import static gateway.graph.ErrorCode.PRECONDITION_FAILED;
import static gateway.graph.ErrorCode.PRECONDITION_REQUIRED;
import static gateway.graph.ErrorCode.REQUEST_TOO_LARGE;
import static gateway.graph.ErrorCode.RESOURCE_NOT_FOUND;
import static gateway.graph.ErrorCode.SERVICE_UNAVAILABLE;
import static gateway.graph.ErrorCode.TOO_MANY_REQUESTS;
import static gateway.graph.ErrorCode.UNSUPPORTED_MEDIA_TYPE;

import gateway.graph.Access;
import gateway.graph.ErrorCode;
import gateway.graph.JsonObject;
import gateway.graph.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The answers of an operation that is refused or fails; all have the same body. */
final class Errors {

  /** What any request may meet on its way, such as a header block that is too large. */
  private static final String ANY_OTHER = "default";

  private Errors() {}

  /** The statuses that this operation itself can answer, and the rest. */
  static List<String> of(List<String> template, String method, Place place, Operation operation) {
    var codes = EnumSet.of(BAD_REQUEST, TOO_MANY_REQUESTS, INTERNAL_SERVER_ERROR);
    if (operation.access() != Access.ANONYMOUS) {
      codes.add(INVALID_AUTHENTICATION_TOKEN);
    }
    if (operation.access() == Access.READ || operation.access() == Access.WRITE) {
      codes.add(FORBIDDEN);
      codes.add(SERVICE_UNAVAILABLE);
    }
    if (operation.produces() != Operation.Produces.NOTHING
        && operation.produces() != Operation.Produces.BYTES) {
      codes.add(NOT_ACCEPTABLE);
    }
    if (operation.consumes() != Operation.Consumes.NOTHING) {
      codes.add(REQUEST_TOO_LARGE);
      codes.add(UNSUPPORTED_MEDIA_TYPE);
    }
    if (operation.options().contains("$skiptoken")) {
      codes.add(GONE);
    }
    if (template.stream().anyMatch(segment -> segment.startsWith("{"))) {
      codes.add(RESOURCE_NOT_FOUND);
    }
    if (place instanceof Place.Collection && method.equals("POST")) {
      codes.add(CONFLICT);
    }
    if (place.isActionOnKey(template)) {
      codes.add(PRECONDITION_FAILED);
    }
    if (place instanceof Place.Entity) {
      codes.add(PRECONDITION_FAILED);
      if (operation.access() == Access.WRITE) {
        codes.add(PRECONDITION_REQUIRED);
      }
    }
    var statuses = new ArrayList<>(codes.stream().map(code -> "" + code.status()).toList());
    statuses.add(ANY_OTHER);
    return statuses;
  }

  static JsonObject reference(String status) {
    return JsonObject.of().with("$ref", "#/components/responses/" + status);
  }

  /** Every response that {@link #reference} can name. */
  static JsonObject responses() {
    var responses = JsonObject.of();
    for (ErrorCode code : ErrorCode.values()) {
      responses.with("" + code.status(), response("The error " + code.wireName() + "."));
    }
    return responses.with(ANY_OTHER, response("Any other error."));
  }

  private static JsonObject response(String description) {
    return JsonObject.of()
        .with("description", description)
        .with(
            "content",
            JsonObject.of()
                .with(
                    "application/json",
                    JsonObject.of().with("schema", Components.reference(Components.ERROR))));
  }
}
