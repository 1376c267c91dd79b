package gateway.history.log;

import gateway.security.UnusableSetting;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;

/** The witnesses that the operator names, in that order. */
@Singleton
public final class Witnesses {

  private static final String SETTING = "GATEWAY_LOG_WITNESSES";

  /** With the log's own, sixteen signatures: what every reader of notes takes (C2SP). */
  private static final int MOST = 15;

  private final LogSettings settings;
  private volatile List<WitnessAddress> addresses = List.of();

  Witnesses(LogSettings settings) {
    this.settings = settings;
  }

  /**
   * For the start: reads the setting.
   *
   * @throws UnusableSetting when it cannot be used
   */
  public void ready() {
    var given = settings.witnesses().orElse(List.of());
    if (!given.isEmpty() && settings.signingKeyLocation().isEmpty()) {
      throw new UnusableSetting(
          SETTING, "nothing is signed without GATEWAY_LOG_SIGNING_KEY_LOCATION");
    }
    if (given.size() > MOST) {
      throw new UnusableSetting(
          SETTING, given.size() + " witnesses, of %d at most".formatted(MOST));
    }
    addresses = given.stream().map(Witnesses::read).toList();
    var keys = new HashSet<>();
    for (var each : addresses) {
      if (!keys.add(each.key())) {
        throw new UnusableSetting(SETTING, "'%s' is named twice".formatted(each.name()));
      }
    }
  }

  List<WitnessAddress> all() {
    return addresses;
  }

  private static WitnessAddress read(String given) {
    try {
      return WitnessAddress.parse(given);
    } catch (IllegalArgumentException e) {
      throw new UnusableSetting(
          SETTING,
          "'%s' is not of the form 'name+id+key https://host': %s"
              .formatted(given.replaceAll("\\p{Cntrl}", "?"), e.getMessage()));
    }
  }
}
