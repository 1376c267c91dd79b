package gateway.operations.development;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A device that audits are about.
 *
 * @param owner UPN; what stands in a lobby has none
 * @param imei of what has a modem
 */
record Device(
    Platform platform, UUID id, String name, Optional<String> owner, Optional<String> imei) {

  /** As many devices of a tenant as asked for, all platforms in turn. */
  static List<Device> fleet(SampleTenant tenant, int size, Random random) {
    var platforms = List.of(Platform.values());
    var fleet = new ArrayList<Device>(size);
    for (int i = 0; i < size; i++) {
      fleet.add(device(tenant, platforms.get(i % platforms.size()), i, random));
    }
    return fleet;
  }

  /** What an audit says of this device, by property. */
  Map<String, String> properties() {
    var properties = new TreeMap<String, String>();
    properties.put("managedDeviceId", id.toString());
    properties.put("deviceDisplayName", name);
    owner.ifPresent(upn -> properties.put("deviceOwnerUserPrincipalName", upn));
    imei.ifPresent(number -> properties.put("deviceIMEI", number));
    return properties;
  }

  private static Device device(SampleTenant tenant, Platform platform, int number, Random random) {
    String holder = SampleTenant.employees().get(random.nextInt(SampleTenant.employees().size()));
    String name =
        switch (platform) {
          case WINDOWS -> "DESKTOP-%07X".formatted(random.nextInt(0xFFFFFFF));
          case MAC -> holder + "’s MacBook Pro";
          case IPHONE -> holder + "'s iPhone";
          case ANDROID -> holder.toUpperCase(Locale.ROOT) + "-PIXEL-" + number;
          case KIOSK -> "KIOSK-LOBBY-%02d".formatted(number);
        };
    return new Device(
        platform,
        randomId(random),
        name,
        platform == Platform.KIOSK
            ? Optional.empty()
            : Optional.of(account(holder) + "@" + tenant.domain()),
        platform.cellular() ? Optional.of(imei(random)) : Optional.empty());
  }

  private static String account(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replace("ø", "o")
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  /** A random UUID (version 4) that depends on nothing but the seed. */
  static UUID randomId(Random random) {
    long high = random.nextLong() & ~0xF000L;
    long low = random.nextLong() >>> 2;
    return new UUID(high | 0x4000L, low | Long.MIN_VALUE);
  }

  /** Fourteen digits and the check digit of Luhn (3GPP TS 23.003 §6.2.1). */
  private static String imei(Random random) {
    var digits = new StringBuilder("35");
    while (digits.length() < 14) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 10) * (i % 2 == 0 ? 1 : 2);
      sum += digit / 10 + digit % 10;
    }
    return digits.append((10 - sum % 10) % 10).toString();
  }
}
