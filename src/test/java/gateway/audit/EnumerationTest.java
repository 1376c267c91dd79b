package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.audit.Enumeration.Member;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumerationTest {

  /** As Graph's published metadata has them. */
  private static final String REMOTE_ACTIONS =
      """
      0 unknown
      1 factoryReset
      2 removeCompanyData
      3 resetPasscode
      4 remoteLock
      5 enableLostMode
      6 disableLostMode
      7 locateDevice
      8 rebootNow
      9 recoverPasscode
      10 cleanWindowsDevice
      11 logoutSharedAppleDeviceActiveUser
      12 quickScan
      13 fullScan
      14 windowsDefenderUpdateSignatures
      15 factoryResetKeepEnrollmentData
      16 updateDeviceAccount
      17 automaticRedeployment
      18 shutDown
      19 rotateBitLockerKeys
      20 rotateFileVaultKey
      21 getFileVaultKey
      22 setDeviceName
      23 activateDeviceEsim
      24 deprovision
      25 disable
      26 reenable
      27 moveDeviceToOrganizationalUnit
      28 initiateMobileDeviceManagementKeyRecovery
      29 initiateOnDemandProactiveRemediation
      32 rotateLocalAdminPassword
      33 unknownFutureValue
      34 launchRemoteHelp
      35 revokeAppleVppLicenses
      36 removeDeviceFirmwareConfigurationInterfaceManagement
      37 pauseConfigurationRefresh
      38 initiateDeviceAttestation
      39 changeAssignments
      40 delete
      41 suspendManagedHomeScreen
      42 restoreManagedHomeScreen
      """;

  private static final String ACTION_STATES =
      "0 none,1 pending,2 canceled,3 active,4 done,5 failed,6 notSupported";

  record Published(Enumeration enumeration, String name, List<Member> members) {}

  static List<Published> published() {
    return List.of(
        new Published(
            Enumeration.REMOTE_ACTION,
            "microsoft.graph.remoteAction",
            members(REMOTE_ACTIONS, "\n")),
        new Published(
            Enumeration.ACTION_STATE, "microsoft.graph.actionState", members(ACTION_STATES, ",")),
        new Published(
            Enumeration.DEVICE_ACTION_CATEGORY,
            "microsoft.graph.deviceActionCategory",
            members("0 single,1 bulk", ",")));
  }

  @ParameterizedTest
  @MethodSource("published")
  void has_the_published_members_with_their_numbers(Published published) {
    assertThat(published.enumeration().qualifiedName()).isEqualTo(published.name());
    assertThat(published.enumeration().members()).isEqualTo(published.members());
  }

  @ParameterizedTest
  @MethodSource("published")
  void reads_every_member_by_name_and_by_number(Published published) {
    for (Member member : published.members()) {
      assertThat(published.enumeration().read(member.name())).contains(member);
      assertThat(published.enumeration().read(String.valueOf(member.number()))).contains(member);
      assertThat(published.enumeration().name(member.number())).isEqualTo(member.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "30",
        "31",
        "43",
        "999",
        "1000",
        "99999999999999999999",
        "-1",
        "+1",
        "01",
        "00",
        "1.0",
        "1e0",
        "0x1",
        " 1",
        "1 ",
        "\u0661",
        "\uFF11",
        "FactoryReset",
        "factoryreset",
        "FACTORYRESET",
        " factoryReset",
        "factoryReset ",
        "factory reset",
        "wipe",
        "null",
        "factoryReset,remoteLock",
        "microsoft.graph.remoteAction'factoryReset'",
        "'factoryReset'",
        "factory\u0000Reset",
      })
  void reads_nothing_else(String literal) {
    assertThat(Enumeration.REMOTE_ACTION.read(literal)).isEmpty();
  }

  @Test
  void has_a_sentinel_where_it_may_grow() {
    var sentinel = Enumeration.REMOTE_ACTION.named("unknownFutureValue");

    assertThat(sentinel.number()).isEqualTo((short) 33);
    assertThat(Enumeration.REMOTE_ACTION.members())
        .filteredOn(Enumeration.REMOTE_ACTION::isSentinel)
        .containsExactly(sentinel);
    assertThat(Enumeration.ACTION_STATE.members()).noneMatch(Enumeration.ACTION_STATE::isSentinel);
    assertThat(Enumeration.ACTION_STATE.read("unknownFutureValue")).isEmpty();
    assertThat(Enumeration.ACTION_STATE.read("33")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "32, false", "33, false", "34, true", "42, true"})
  void knows_which_members_came_after_the_sentinel(int number, boolean unknown) {
    assertThat(Enumeration.REMOTE_ACTION.isUnknown(number)).isEqualTo(unknown);
  }

  @Test
  void has_no_members_after_a_sentinel_that_is_not_there() {
    assertThat(Enumeration.ACTION_STATE.members())
        .noneMatch(member -> Enumeration.ACTION_STATE.isUnknown(member.number()));
  }

  @Test
  void lists_what_a_client_may_send() {
    var shown = new EvolvableEnums(false, true);
    var masked = new EvolvableEnums(true, true);

    assertThat(Enumeration.REMOTE_ACTION.listed(shown).split(", "))
        .hasSize(40)
        .startsWith("unknown", "factoryReset")
        .endsWith("suspendManagedHomeScreen", "restoreManagedHomeScreen")
        .doesNotContain("unknownFutureValue", "");
    assertThat(Enumeration.REMOTE_ACTION.listed(masked).split(", "))
        .hasSize(31)
        .endsWith("initiateOnDemandProactiveRemediation", "rotateLocalAdminPassword");
    assertThat(Enumeration.DEVICE_ACTION_CATEGORY.listed(masked)).isEqualTo("single, bulk");
  }

  @Test
  void gives_its_names_by_number_with_a_gap_where_there_is_no_member() {
    var names = Enumeration.REMOTE_ACTION.namesByNumber();

    assertThat(names).hasSize(43);
    for (Member member : Enumeration.REMOTE_ACTION.members()) {
      assertThat(names[member.number()]).isEqualTo(member.name());
    }
    assertThat(names[30]).isEmpty();
    assertThat(names[31]).isEmpty();
  }

  @Test
  void fails_on_a_number_that_the_store_cannot_hold() {
    assertThatThrownBy(() -> Enumeration.REMOTE_ACTION.name(30))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Enumeration.REMOTE_ACTION.name(43))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Enumeration.REMOTE_ACTION.named("wipe"))
        .isInstanceOf(RuntimeException.class);
  }

  private static List<Member> members(String text, String separator) {
    return Arrays.stream(text.strip().split(separator))
        .map(line -> line.split(" "))
        .map(pair -> new Member(pair[1], Short.parseShort(pair[0])))
        .toList();
  }
}
