package gateway.history;

import gateway.graph.Preferences;

/**
 * How a value of the history is shown to a client. The history knows names and values only; what a
 * value means, and whether this client may know it, knows the resource.
 */
public interface ShownValues {

  /**
   * A recorded value as this client is to see it.
   *
   * @param property the wire name
   * @param value the recorded text, never null
   */
  String shown(String property, String value, Preferences preferences);

  /**
   * The {@code Preference-Applied} of an answer that holds such values; empty when no preference
   * played a part.
   */
  String applied(Preferences preferences);
}
