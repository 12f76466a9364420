package dev.ferro.spark.internal.scoring.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import scala.Product;
import scala.collection.Iterable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Converts between Java's lists and Scala's sequences, which Catalyst's trees use. */
final class Seqs {
  private Seqs() {}

  static <T> Seq<T> of(List<? extends T> list) {
    return CollectionConverters.<T>asScala(new ArrayList<T>(list)).toList();
  }

  static <T> Seq<T> of(T only) {
    return of(List.of(only));
  }

  static <T> List<T> list(Iterable<? extends T> seq) {
    return new ArrayList<>(CollectionConverters.asJava(seq.toSeq()));
  }

  static <T> Seq<T> append(Seq<T> seq, T last) {
    List<T> list = list(seq);
    list.add(last);
    return of(list);
  }

  /** Whether two nodes of a tree are equal, as Scala's case classes compare. */
  static boolean equal(Product one, Object other) {
    if (one == other) {
      return true;
    }
    if (other == null || other.getClass() != one.getClass()) {
      return false;
    }
    Product product = (Product) other;
    for (int i = 0; i < one.productArity(); i++) {
      if (!Objects.equals(one.productElement(i), product.productElement(i))) {
        return false;
      }
    }
    return true;
  }
}
