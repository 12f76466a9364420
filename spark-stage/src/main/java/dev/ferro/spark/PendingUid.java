package dev.ferro.spark;

import org.apache.spark.ml.util.Identifiable$;

/**
 * Hands a stage its uid while Spark's super-constructors run: they ask {@code uid()} for the params
 * they create before any Java field can be set.
 */
final class PendingUid {
  private static final ThreadLocal<String> PENDING = new ThreadLocal<>();

  private PendingUid() {}

  /** Sets the uid that the stage under construction will take; null, to be passed on to this(). */
  static Void set(String uid) {
    PENDING.set(uid);
    return null;
  }

  /** A fresh uid as Spark makes them. */
  static Void random(String prefix) {
    return set(Identifiable$.MODULE$.randomUID(prefix));
  }

  static String take() {
    String uid = PENDING.get();
    PENDING.remove();
    return uid;
  }
}
