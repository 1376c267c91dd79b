package gateway.verify;

import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Where in a file each entry stands, by its id: 32 to 64 bytes an entry, so that a million need no
 * more than 64 MiB. The last 64 bits of an id stand for it; of two that share them, one is lost.
 */
final class Places {

  private static final long EMPTY = -1;

  private long[] keys = new long[1024];
  private long[] places = filled(1024);
  private int size;

  /** Says whether the id was new. */
  boolean put(UUID id, long place) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(id.getLeastSignificantBits());
    if (places[slot] != EMPTY) {
      return false;
    }
    keys[slot] = id.getLeastSignificantBits();
    places[slot] = place;
    size++;
    return true;
  }

  /** The place of an id that was not met yet; -1 for every other. */
  long find(UUID id) {
    int slot = slot(id.getLeastSignificantBits());
    return places[slot] < EMPTY ? EMPTY : places[slot];
  }

  /** Notes that an id was met. */
  void met(UUID id) {
    int slot = slot(id.getLeastSignificantBits());
    if (places[slot] > EMPTY) {
      places[slot] = -2 - places[slot];
    }
  }

  /** The places of the ids that were never met. */
  void eachUnmet(LongConsumer taking) {
    for (long place : places) {
      if (place > EMPTY) {
        taking.accept(place);
      }
    }
  }

  int size() {
    return size;
  }

  private int slot(long key) {
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & keys.length - 1;
    while (places[slot] != EMPTY && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldPlaces = places;
    keys = new long[oldKeys.length * 2];
    places = filled(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        places[slot] = oldPlaces[i];
      }
    }
  }

  private static long[] filled(int length) {
    long[] places = new long[length];
    java.util.Arrays.fill(places, EMPTY);
    return places;
  }
}
