package gateway.graph;

/** The wire catalogue of errors: each code with its status (contract §7). */
public enum ErrorCode {
  BAD_REQUEST(400, "BadRequest"),
  INVALID_AUTHENTICATION_TOKEN(401, "InvalidAuthenticationToken"),
  FORBIDDEN(403, "Forbidden"),
  RESOURCE_NOT_FOUND(404, "ResourceNotFound"),
  METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
  NOT_ACCEPTABLE(406, "NotAcceptable"),
  CONFLICT(409, "Conflict"),
  GONE(410, "Gone"),
  PRECONDITION_FAILED(412, "PreconditionFailed"),
  REQUEST_TOO_LARGE(413, "RequestTooLarge"),
  URI_TOO_LONG(414, "UriTooLong"),
  UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType"),
  FAILED_DEPENDENCY(424, "FailedDependency"),
  PRECONDITION_REQUIRED(428, "PreconditionRequired"),
  TOO_MANY_REQUESTS(429, "TooManyRequests"),
  REQUEST_HEADER_FIELDS_TOO_LARGE(431, "RequestHeaderFieldsTooLarge"),
  INTERNAL_SERVER_ERROR(500, "InternalServerError"),
  SERVICE_UNAVAILABLE(503, "ServiceUnavailable");

  private final int status;
  private final String wireName;

  ErrorCode(int status, String wireName) {
    this.status = status;
    this.wireName = wireName;
  }

  public int status() {
    return status;
  }

  public String wireName() {
    return wireName;
  }
}
