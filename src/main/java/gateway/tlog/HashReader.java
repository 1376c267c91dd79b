package gateway.tlog;

/** Where the hashes of a tree can be looked up. */
@FunctionalInterface
public interface HashReader {

  /**
   * The hash of a perfect subtree.
   *
   * @param level how high the subtree is: it has 2^level leaves; 0 to 62
   * @param index how many subtrees of that height lie left of it
   */
  Hash read(int level, long index);

  /** The root of the tree of the first {@code size} leaves, 0 for the empty tree's. */
  default Hash root(long size) {
    return size == 0 ? Hash.OF_EMPTY_TREE : Leaves.first(size).hash(this);
  }
}
