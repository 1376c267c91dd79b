package gateway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enum type of Graph's metadata: its qualified name and its members with their numbers.
 *
 * <p>An evolvable enum has a sentinel, {@code unknownFutureValue}; the members with larger numbers
 * are those that a client which did not ask for them may not know (Graph's guideline on evolvable
 * enums).
 */
final class Enumeration {

  static final String SENTINEL = "unknownFutureValue";

  static final Enumeration REMOTE_ACTION =
      new Enumeration(
          "microsoft.graph.remoteAction",
          "unknown",
          "factoryReset",
          "removeCompanyData",
          "resetPasscode",
          "remoteLock",
          "enableLostMode",
          "disableLostMode",
          "locateDevice",
          "rebootNow",
          "recoverPasscode",
          "cleanWindowsDevice",
          "logoutSharedAppleDeviceActiveUser",
          "quickScan",
          "fullScan",
          "windowsDefenderUpdateSignatures",
          "factoryResetKeepEnrollmentData",
          "updateDeviceAccount",
          "automaticRedeployment",
          "shutDown",
          "rotateBitLockerKeys",
          "rotateFileVaultKey",
          "getFileVaultKey",
          "setDeviceName",
          "activateDeviceEsim",
          "deprovision",
          "disable",
          "reenable",
          "moveDeviceToOrganizationalUnit",
          "initiateMobileDeviceManagementKeyRecovery",
          "initiateOnDemandProactiveRemediation",
          "",
          "",
          "rotateLocalAdminPassword",
          SENTINEL,
          "launchRemoteHelp",
          "revokeAppleVppLicenses",
          "removeDeviceFirmwareConfigurationInterfaceManagement",
          "pauseConfigurationRefresh",
          "initiateDeviceAttestation",
          "changeAssignments",
          "delete",
          "suspendManagedHomeScreen",
          "restoreManagedHomeScreen");

  static final Enumeration ACTION_STATE =
      new Enumeration(
          "microsoft.graph.actionState",
          "none",
          "pending",
          "canceled",
          "active",
          "done",
          "failed",
          "notSupported");

  static final Enumeration DEVICE_ACTION_CATEGORY =
      new Enumeration("microsoft.graph.deviceActionCategory", "single", "bulk");

  /**
   * @param number as Graph's metadata gives it
   */
  record Member(String name, short number) {}

  private final String qualifiedName;
  private final List<Optional<Member>> byNumber;
  private final int sentinel;

  /**
   * Members in the order of their numbers, from 0; an empty name stands for a number that does not
   * exist.
   */
  private Enumeration(String qualifiedName, String... names) {
    this.qualifiedName = qualifiedName;
    var members = new ArrayList<Optional<Member>>(names.length);
    for (String name : names) {
      members.add(
          name.isEmpty()
              ? Optional.empty()
              : Optional.of(new Member(name, (short) members.size())));
    }
    this.byNumber = List.copyOf(members);
    this.sentinel = List.of(names).indexOf(SENTINEL);
  }

  String qualifiedName() {
    return qualifiedName;
  }

  List<Member> members() {
    return byNumber.stream().flatMap(Optional::stream).toList();
  }

  /** The member that a literal means: a name in its exact case, or a number in digits. */
  Optional<Member> read(String literal) {
    if (literal.matches("0|[1-9]\\d{0,2}")) {
      int number = Integer.parseInt(literal);
      return number < byNumber.size() ? byNumber.get(number) : Optional.empty();
    }
    return members().stream().filter(member -> member.name().equals(literal)).findFirst();
  }

  /** A member that the code itself speaks of. */
  Member named(String name) {
    return members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The name that stands for a stored number; the store holds no other numbers than those of
   * members.
   */
  String name(int number) {
    return byNumber.get(number).orElseThrow().name();
  }

  boolean isSentinel(Member member) {
    return member.number() == sentinel;
  }

  /** Whether a member came after the sentinel. */
  boolean isUnknown(int number) {
    return sentinel >= 0 && number > sentinel;
  }

  /** The names that a client may send, as an error message lists them. */
  String listed(EvolvableEnums enums) {
    return String.join(
        ", ",
        members().stream()
            .filter(member -> !isSentinel(member) && enums.admits(this, member))
            .map(Member::name)
            .toList());
  }

  /**
   * All names by number, for a statement that turns a number into its name; a gap is an empty
   * string.
   */
  String[] namesByNumber() {
    return byNumber.stream()
        .map(member -> member.map(Member::name).orElse(""))
        .toArray(String[]::new);
  }
}
