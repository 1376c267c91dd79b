package gateway.operations.development;

import java.util.List;

/** A kind of device, and the actions that make sense on it. */
enum Platform {
  WINDOWS(
      false,
      "quickScan",
      "fullScan",
      "windowsDefenderUpdateSignatures",
      "rebootNow",
      "rotateBitLockerKeys",
      "rotateLocalAdminPassword",
      "setDeviceName",
      "locateDevice",
      "remoteLock",
      "cleanWindowsDevice",
      "automaticRedeployment",
      "factoryReset",
      "factoryResetKeepEnrollmentData",
      "removeCompanyData",
      "initiateOnDemandProactiveRemediation",
      "initiateMobileDeviceManagementKeyRecovery",
      "recoverPasscode",
      "launchRemoteHelp",
      "pauseConfigurationRefresh",
      "initiateDeviceAttestation",
      "removeDeviceFirmwareConfigurationInterfaceManagement",
      "changeAssignments"),
  MAC(
      false,
      "rotateFileVaultKey",
      "getFileVaultKey",
      "remoteLock",
      "rebootNow",
      "shutDown",
      "factoryReset",
      "delete"),
  IPHONE(
      true,
      "remoteLock",
      "resetPasscode",
      "enableLostMode",
      "disableLostMode",
      "locateDevice",
      "removeCompanyData",
      "factoryReset",
      "activateDeviceEsim",
      "revokeAppleVppLicenses",
      "updateDeviceAccount"),
  ANDROID(
      true,
      "remoteLock",
      "resetPasscode",
      "rebootNow",
      "removeCompanyData",
      "factoryReset",
      "suspendManagedHomeScreen",
      "restoreManagedHomeScreen",
      "delete"),
  KIOSK(
      false,
      "logoutSharedAppleDeviceActiveUser",
      "rebootNow",
      "deprovision",
      "disable",
      "reenable",
      "moveDeviceToOrganizationalUnit",
      "unknown");

  private final boolean cellular;
  private final List<String> actions;

  Platform(boolean cellular, String... actions) {
    this.cellular = cellular;
    this.actions = List.of(actions);
  }

  /** Whether its devices have an IMEI. */
  boolean cellular() {
    return cellular;
  }

  List<String> actions() {
    return actions;
  }
}
