package gateway.history;

import java.util.List;

/**
 * Which properties of an audit an erasure is about.
 *
 * @param naming those whose values may be a person's name
 * @param owner the one of them that takes others with it, wherever it is or was that name
 * @param owned those others
 */
public record Erasable(List<String> naming, String owner, List<String> owned) {}
