package dev.ferro.spark.internal.rows;

import java.util.Iterator;
import java.util.function.Function;

/** Iterators over iterators. */
public final class Iterators {
  private Iterators() {}

  /** Maps an iterator lazily. */
  public static <A, B> Iterator<B> map(
      Iterator<A> source, Function<? super A, ? extends B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public B next() {
        return function.apply(source.next());
      }
    };
  }
}
