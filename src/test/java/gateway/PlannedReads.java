package gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What a plan says that its statement has read ({@code explain (analyze, buffers)}). */
public final class PlannedReads {

  private static final Pattern BUFFERS = Pattern.compile("Buffers: shared ([^\\n]*)");
  private static final Pattern READ = Pattern.compile("(?:hit|read)=(\\d+)");

  private PlannedReads() {}

  /** The pages that the whole statement read: the first figure of the plan. */
  public static long pages(String plan) {
    var buffers = BUFFERS.matcher(plan);
    assertThat(buffers.find()).as(plan).isTrue();
    return READ.matcher(buffers.group(1))
        .results()
        .mapToLong(figure -> Long.parseLong(figure.group(1)))
        .sum();
  }
}
