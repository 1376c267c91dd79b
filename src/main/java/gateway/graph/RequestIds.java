package gateway.graph;

import java.util.UUID;

/**
 * The two ids of a request (contract §5).
 *
 * @param requestId made by the service
 * @param clientRequestId the client's own, when it is fit to be echoed; else the service's
 */
public record RequestIds(UUID requestId, String clientRequestId) {

  private static final int LONGEST_CLIENT_ID = 128;

  public static RequestIds of(String clientHeader) {
    var requestId = Uuid7.next();
    return new RequestIds(requestId, isFit(clientHeader) ? clientHeader : requestId.toString());
  }

  private static boolean isFit(String clientHeader) {
    return !clientHeader.isEmpty()
        && clientHeader.length() <= LONGEST_CLIENT_ID
        && clientHeader.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }
}
