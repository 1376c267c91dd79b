package gateway.graph;

import gateway.odata.PageOptions;
import gateway.odata.QueryOptions;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which page of a collection is asked for: by key, never by offset (contract §4).
 *
 * @param size rows in this page at most
 * @param remaining what {@code $top} leaves for this page and all that follow; empty when there was
 *     no {@code $top}
 * @param after the key of the row before, as the collection wrote it; empty for the first page
 */
public record Page(int size, OptionalLong remaining, Optional<ByteBuffer> after) {

  public static final int USUAL_SIZE = 100;

  /**
   * Bounds the memory of one answer: 1,000 entities are mostly 600 kB of JSON, and at the very most
   * 22 MB, when all their strings are 512 control characters of six bytes each.
   */
  public static final int LARGEST_SIZE = 1_000;

  private static final int NO_TOP = -1;

  /** What a request line of 64 KiB (HttpGuard) holds beside method and version. */
  private static final int LONGEST_LINK = 64 * 1024 - "GET  HTTP/1.1".length();

  /**
   * Reads {@code $top}, {@code $skiptoken} and the preferred page size; a {@link Problem} of 400 or
   * 410 for what is wrong with them.
   */
  public static Page of(Call call, String address, SkipTokens tokens) {
    var options = call.options();
    var top = top(options);
    var preferred = call.preferences().maxPageSize();
    var token = options.get("$skiptoken");
    if (token.isEmpty()) {
      int usual = top.isPresent() ? LARGEST_SIZE : USUAL_SIZE;
      return new Page(size(preferred.orElse(usual)), top, Optional.empty());
    }
    var position = tokens.open(call.identity().tenant(), asked(address, options), token.get());
    int size = position.getInt();
    long remaining = position.getLong();
    return new Page(
        size(preferred.orElse(size)),
        remaining == NO_TOP ? OptionalLong.empty() : OptionalLong.of(remaining),
        Optional.of(position.slice()));
  }

  /** The rows wanted in all, pages or none; empty without {@code $top}, a 400 for a wrong one. */
  public static OptionalLong top(QueryOptions options) {
    return options
        .get("$top")
        .map(value -> QueryReading.orBadRequest(() -> PageOptions.top(value)))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** How many rows to give in this page. */
  public int limit() {
    return (int) Math.min(size, remaining.orElse(Long.MAX_VALUE));
  }

  /** Whether rows behind this page are still wanted, when there are any. */
  public boolean wantsMore() {
    return remaining.isEmpty() || remaining.getAsLong() > limit();
  }

  /**
   * The link to the page behind this one; a {@link Problem} of 400 when it would be longer than the
   * service itself takes: five sort keys may each be as long as several strings.
   */
  public String nextLink(Call call, String address, SkipTokens tokens, byte[] lastKey) {
    long left = remaining.isEmpty() ? NO_TOP : remaining.getAsLong() - limit();
    var position =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES + lastKey.length)
            .putInt(size)
            .putLong(left)
            .put(lastKey);
    String asked = asked(address, call.options());
    String token = tokens.seal(call.identity().tenant(), asked, position.array());
    String link = call.root() + "/" + asked + "$skiptoken=" + token;
    if (link.length() > LONGEST_LINK) {
      throw Problem.badRequest(
          new Fault(
              "$orderby",
              "The values that this page ends with make a link to the next one that is longer than"
                  + " the limit of 64 KiB; order by fewer or shorter expressions, or ask for less"
                  + " in $filter."));
    }
    return link;
  }

  /** The {@code Preference-Applied} of a page; empty when no page size was preferred. */
  public String applied(Call call) {
    return call.preferences().maxPageSize().isPresent() ? "odata.maxpagesize=" + size : "";
  }

  /**
   * What a link to a page says before its token, and what the token is bound to: encoded, so that
   * no value can pass for an option more.
   */
  private static String asked(String address, QueryOptions options) {
    return Stream.of(options.without("$skiptoken").system(), options.aliases())
        .flatMap(named -> named.entrySet().stream().sorted(Map.Entry.comparingByKey()))
        .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()) + "&")
        .collect(Collectors.joining("", address + "?", ""));
  }

  private static int size(int wanted) {
    return Math.min(wanted, LARGEST_SIZE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%24", "$");
  }
}
