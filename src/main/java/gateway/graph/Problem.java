package gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in an error. The message is for the client; the cause, if any, is for the log
 * alone.
 */
public final class Problem extends RuntimeException {

  /**
   * Seconds that a client is asked to wait before it tries again when the service cannot answer
   * now.
   */
  private static final String RETRY_AFTER_SECONDS = "5";

  /**
   * Faults that one answer lists: more than any honest body has, and a bound on what a body of 64
   * KiB can make the service write.
   */
  private static final int MOST_DETAILS = 100;

  /** The reason where the code says it all. */
  static final String UNSAID = "none";

  private final ErrorCode code;
  private final String target;
  private final List<Fault> details;
  private final Map<String, String> headers;
  private final String reason;
  private final Optional<Identity> asker;

  private Problem(
      ErrorCode code,
      Fault fault,
      List<Fault> details,
      Map<String, String> headers,
      @Nullable Throwable cause) {
    super(fault.message(), cause, false, cause != null);
    this.code = code;
    this.target = fault.target();
    this.details = List.copyOf(details);
    this.headers = Map.copyOf(headers);
    this.reason = UNSAID;
    this.asker = Optional.empty();
  }

  private Problem(Problem same, String reason, Optional<Identity> asker) {
    super(same.getMessage(), same.getCause(), false, false);
    this.code = same.code;
    this.target = same.target;
    this.details = same.details;
    this.headers = same.headers;
    this.reason = reason;
    this.asker = asker;
  }

  public static Problem of(ErrorCode code, String message) {
    return new Problem(code, Fault.of(message), List.of(), Map.of(), null);
  }

  /**
   * A problem whose answer carries headers of its own, such as {@code Allow} or {@code
   * WWW-Authenticate}.
   */
  public static Problem of(ErrorCode code, String message, Map<String, String> headers) {
    return new Problem(code, Fault.of(message), List.of(), headers, null);
  }

  public static Problem badRequest(String message) {
    return of(ErrorCode.BAD_REQUEST, message);
  }

  public static Problem badRequest(Fault fault) {
    return new Problem(ErrorCode.BAD_REQUEST, fault, List.of(), Map.of(), null);
  }

  /** Several faults of one body or query in one answer; a single one stands alone. */
  public static Problem badRequest(List<Fault> faults) {
    return faults.size() == 1
        ? badRequest(faults.getFirst())
        : new Problem(
            ErrorCode.BAD_REQUEST,
            Fault.of("The request has %d faults; see details.".formatted(faults.size())),
            listed(faults),
            Map.of(),
            null);
  }

  private static List<Fault> listed(List<Fault> faults) {
    if (faults.size() <= MOST_DETAILS) {
      return faults;
    }
    var listed = new ArrayList<>(faults.subList(0, MOST_DETAILS));
    listed.add(Fault.of("%d more are not listed.".formatted(faults.size() - MOST_DETAILS)));
    return listed;
  }

  /** The service cannot answer now; nothing was changed. */
  public static Problem unavailable(String message, Throwable cause) {
    return new Problem(
        ErrorCode.SERVICE_UNAVAILABLE,
        Fault.of(message),
        List.of(),
        Map.of("Retry-After", RETRY_AFTER_SECONDS),
        cause);
  }

  /** The service is too busy, by a bound of its own; nothing was changed. */
  static Problem crowded(String message) {
    return of(ErrorCode.SERVICE_UNAVAILABLE, message, Map.of("Retry-After", RETRY_AFTER_SECONDS));
  }

  /** A defect of the service, whose cause is logged and never shown. */
  public static Problem internal(Throwable cause) {
    return new Problem(
        ErrorCode.INTERNAL_SERVER_ERROR,
        Fault.of(
            "The service failed, and has undone what it was doing. Give the request-id to its operator."),
        List.of(),
        Map.of(),
        cause);
  }

  /**
   * The same, with what log and meters tell it apart by.
   *
   * @param why one of a closed set, and nothing that a client sent
   */
  public Problem because(String why) {
    return new Problem(this, why, asker);
  }

  /** The same, of a caller who is known although the request was refused. */
  public Problem askedBy(Identity caller) {
    return new Problem(this, reason, Optional.of(caller));
  }

  public ErrorCode code() {
    return code;
  }

  public String target() {
    return target;
  }

  public List<Fault> details() {
    return details;
  }

  public Map<String, String> headers() {
    return headers;
  }

  String reason() {
    return reason;
  }

  Optional<Identity> asker() {
    return asker;
  }

  public String publicMessage() {
    return String.valueOf(getMessage());
  }
}
