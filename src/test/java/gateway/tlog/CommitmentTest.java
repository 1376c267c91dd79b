package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Worked out by another program: Python's hashlib, base64 and json. */
class CommitmentTest {

  @Test
  void is_of_salt_and_canonical_form() {
    byte[] salt = new byte[Commitment.SALT_BYTES];
    salt[31] = 1;

    assertThat(Commitment.text(salt, new JsonValue.Characters("Adä \"L\"\n")))
        .isEqualTo("OZOcELGnnWXupX6cRkA_pHi5crSoF1lD21w_Ii2a-AE");
    assertThat(Commitment.text(salt, JsonValue.Null.NULL))
        .isEqualTo("tO3ePW2GF_lO69YNt5QUzl6_NeajwA8Wi4tYATJBVu4");
  }
}
