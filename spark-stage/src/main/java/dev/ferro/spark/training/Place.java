package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where dealt rows go.
 *
 * @param worker the partition
 * @param position their place in its order
 */
record Place(int worker, long position) implements Comparable<Place>, Serializable {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::worker).thenComparingLong(Place::position);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
