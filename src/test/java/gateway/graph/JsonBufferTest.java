package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonBufferTest {

  @Test
  void writes_what_lies_outside_the_basic_plane_as_the_four_bytes_that_it_is_in_utf_8() {
    assertThat(written("😀𐐀\u0001é").getBytes(StandardCharsets.UTF_8))
        .isEqualTo("\"😀𐐀\\u0001é\"".getBytes(StandardCharsets.UTF_8));
  }

  /** The generator's own buffer ends somewhere within: never between the halves of a pair. */
  @Property
  void reads_back_as_it_was_written_wherever_a_pair_stands(
      @ForAll @IntRange(max = 17_000) int before, @ForAll @StringLength(max = 40) String after)
      throws IOException {
    String text = "x".repeat(before) + "😀".repeat(30) + paired(after);

    assertThat(new ObjectMapper().readTree(written(text)).asText()).isEqualTo(text);
  }

  /** Without lone surrogates, of which no stored text has any. */
  private static String paired(String text) {
    return text.codePoints()
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String written(String text) {
    return JsonBuffer.write(json -> json.writeString(text)).toString();
  }
}
