package gateway.history;

import java.util.List;
import java.util.Optional;

/**
 * Which values an erasure takes from an audit's history.
 *
 * @param person whose name is looked for, ignoring case; empty for all personal values
 * @param naming the properties whose values may be that name
 * @param owner the one of them that takes others with it, wherever it is or was that name
 * @param owned those others
 */
public record Erasable(
    Optional<String> person, List<String> naming, String owner, List<String> owned) {}
