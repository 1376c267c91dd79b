package gateway.history;

import java.util.Set;

/**
 * What an audit's history has lost.
 *
 * @param entries how many entries lost a value
 * @param properties names of the properties that lost one in any of them
 * @param owner whether the owner is or was the person
 */
public record Cleared(int entries, Set<String> properties, boolean owner) {}
