package gateway.security;

import static gateway.security.TestTokens.array;
import static gateway.security.TestTokens.quoted;
import static gateway.security.TokenRefusal.MALFORMED_CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedPermissionsTest {

  private final TestGate gate = new TestGate(TestKeys.pem(TestKeys.RSA.getPublic()));

  @Test
  void refuses_scopes_that_are_not_one_string() {
    refuses(gate.person().claim("scp", array(TestGate.READ_WRITE)), malformed("scp"));
    refuses(gate.person().claim("scp", "null"), malformed("scp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devicemanagementmanageddevices.readwrite.all",
        "DeviceManagementManagedDevices.ReadWrite.All,",
        "DeviceManagementManagedDevices.PrivilegedOperations.All",
        "DeviceManagementManagedDevices.ReadWrite.AllX",
        ""
      })
  void grants_nothing_for_a_name_that_is_not_exact(String scope) {
    assertThat(gate.admit(gate.person().claim("scp", quoted(scope)).signed()).permissions())
        .isEmpty();
  }

  @Test
  void finds_a_permission_among_other_scopes() {
    var token = gate.person().claim("scp", quoted("User.Read  " + TestGate.READ + " openid"));
    assertThat(gate.admit(token.signed()).permissions())
        .containsExactly(Permission.MANAGED_DEVICES_READ);
  }

  @Test
  void grants_nothing_for_the_roles_of_a_person() {
    var token =
        gate.person().claim("scp", quoted("openid")).claim("roles", array(TestGate.READ_WRITE));
    var caller = gate.admit(token.signed());
    assertThat(caller.authorization()).isEqualTo(Authorization.DELEGATED);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void grants_nothing_for_roles_where_the_type_says_user() {
    var caller = gate.admit(gate.application().claim("idtyp", quoted("user")).signed());
    assertThat(caller.authorization()).isEqualTo(Authorization.DELEGATED);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void grants_nothing_for_the_scopes_of_an_application() {
    var caller =
        gate.admit(
            gate.application().without("roles").claim("scp", quoted(TestGate.READ_WRITE)).signed());
    assertThat(caller.authorization()).isEqualTo(Authorization.APPLICATION);
    assertThat(caller.permissions()).isEmpty();
  }

  @Test
  void knows_an_application_without_a_type_by_its_subject() {
    var caller = gate.admit(gate.application().without("idtyp").signed());
    assertThat(caller.authorization()).isEqualTo(Authorization.APPLICATION);
    assertThat(caller.permissions()).containsExactly(Permission.MANAGED_DEVICES_READ_WRITE);
  }

  @Test
  void takes_no_roles_without_a_type_when_anything_speaks_of_a_person() {
    assertThat(
            gate.admit(gate.application().without("idtyp").claim("scp", quoted("")).signed())
                .permissions())
        .isEmpty();
    assertThat(
            gate.admit(gate.application().without("idtyp").claim("sub", quoted("other")).signed())
                .permissions())
        .isEmpty();
    assertThat(
            gate.admit(gate.application().without("idtyp").without("sub").without("oid").signed())
                .permissions())
        .isEmpty();
  }

  @Test
  void refuses_roles_that_are_not_an_array_of_strings() {
    refuses(gate.application().claim("roles", quoted(TestGate.READ_WRITE)), malformed("roles"));
    refuses(gate.application().claim("roles", "[1]"), malformed("roles"));
    refuses(gate.application().claim("idtyp", "[\"app\"]"), malformed("idtyp"));
  }

  private static String malformed(String claim) {
    return MALFORMED_CLAIM.message().formatted(claim);
  }

  private void refuses(TestTokens token, String message) {
    gate.refuses(token.signed(), message);
  }
}
