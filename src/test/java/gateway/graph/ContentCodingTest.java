package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "GZIP, true",
    "X-Gzip, true",
    "'br, gzip', true",
    "'gzip;q=0.001', true",
    "'gzip ; Q=1.000', true",
    "*, true",
    "'identity;q=0, *', true",
    "'*;q=0, gzip', true",
    "'gzip;q=0.5, identity;q=0.5', true",
    "'identity;q=0, gzip', true",
    "'', false",
    "'gzip;q=0', false",
    "'gzip;q=0.000, *', false",
    "'gzip;q=0, GZIP;q=0', false",
    "'*;q=0', false",
    "identity, false",
    "'identity;q=0', false",
    "'identity;q=0, gzip;q=0', false",
    "'gzip;q=0.5, identity', false",
    "'br, deflate', false",
    "'gzip;q=2', false",
    "'gzip;q=nonsense', false",
    "'gzipped', false",
    "'\"gzip\"', false",
  })
  void weighs_gzip_against_plain_bytes(String header, boolean accepted) {
    assertThat(ContentCoding.isGzipAccepted(List.of(header))).isEqualTo(accepted);
  }

  @Test
  void reads_all_lines_of_the_header_as_one() {
    assertThat(ContentCoding.isGzipAccepted(List.of("br", "gzip"))).isTrue();
    assertThat(ContentCoding.isGzipAccepted(List.of("gzip;q=0.1", "identity"))).isFalse();
    assertThat(ContentCoding.isGzipAccepted(List.of())).isFalse();
  }
}
