package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipBodyTest {

  /** The deflated text {@code hi}, its checksum and its length. */
  private static final String HI = "cbc80400ac2a93d802000000";

  @Property(tries = 200)
  void unpacks_what_was_packed(@ForAll byte[] text) {
    var body = GzipBody.unpacked(packed(text), text.length);

    assertThat(body.exceeded()).isFalse();
    assertThat(body.bytes()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1f8b, true", "1f8b08, true", "1f, false", "'', false", "7b7d, false", "8b1f, false"})
  void knows_gzip_by_its_first_bytes(String hex, boolean gzip) {
    assertThat(GzipBody.isBegunIn(bytes(hex))).isEqualTo(gzip);
  }

  @Property(tries = 200)
  void refuses_what_lacks_a_byte_or_has_one_too_many(
      @ForAll byte[] text, @ForAll @IntRange(min = 1, max = 18) int missing) {
    byte[] whole = packed(text);

    refused(Arrays.copyOf(whole, whole.length - missing));
    refused(Arrays.copyOf(whole, whole.length + missing));
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b08000000000000ff, nothing more",
    "1f8b0801000000000003, a text",
    "1f8b08040000000000ff0300616263, an extra field",
    "1f8b08080000000000ff612e6a736f6e00, a name",
    "1f8b08100000000000ff6100, a comment",
    "1f8b08020000000000ff1234, a checksum",
    "1f8b081e0000000000ff0100616100620063ff, all of them",
  })
  void reads_over_what_a_header_says_beside(String header, String what) {
    assertThat(GzipBody.unpacked(bytes(header + HI), 2).bytes())
        .as(what)
        .isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Plain text, another coding, another method.
        "7b7d",
        "789ccbc80400013b00d2",
        "1f8b07000000000000ff" + HI,
        // Flags that no format has.
        "1f8b08200000000000ff" + HI,
        "1f8b08800000000000ff" + HI,
        // A header that does not end.
        "1f8b08040000000000ffffff616263",
        "1f8b08080000000000ff61",
        // Another checksum, another length, a reserved kind of block.
        "1f8b08000000000000ffcbc80400ac2a93d902000000",
        "1f8b08000000000000ffcbc80400ac2a93d803000000",
        "1f8b08000000000000ff07c80400ac2a93d802000000",
        // A second member.
        "1f8b08000000000000ff" + HI + "1f8b08000000000000ff" + HI,
      })
  void refuses_what_is_not_one_member_and_whole(String hex) {
    refused(bytes(hex));
  }

  @Test
  void keeps_no_more_than_the_limit_of_what_swells() {
    byte[] swelling = packed(new byte[10_000_000]);

    var body = GzipBody.unpacked(swelling, 64 * 1024);

    assertThat(swelling).hasSizeLessThan(16 * 1024);
    assertThat(body.exceeded()).isTrue();
    assertThat(body.bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9, true", "10, false", "11, false"})
  void takes_exactly_as_much_as_the_limit(int limit, boolean exceeded) {
    assertThat(GzipBody.unpacked(packed(new byte[10]), limit).exceeded()).isEqualTo(exceeded);
  }

  private static void refused(byte[] gzip) {
    var problem = catchThrowableOfType(Problem.class, () -> GzipBody.unpacked(gzip, 64 * 1024));
    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem).hasMessageContaining("Content-Encoding");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] packed(byte[] text) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
