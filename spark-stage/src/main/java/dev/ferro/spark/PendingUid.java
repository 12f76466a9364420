package dev.ferro.spark;

import org.apache.spark.ml.util.Identifiable$;

/**
 * Gives a stage its uid while Spark's super-constructors run. They create params, and call {@code
 * uid()} for that, before any Java field can be set.
 */
final class PendingUid {
  private static final ThreadLocal<String> PENDING = new ThreadLocal<>();

  private PendingUid() {}

  /** Sets the uid for the stage under construction. Returns null, as an argument for this(). */
  static Void set(String uid) {
    PENDING.set(uid);
    return null;
  }

  /** A new uid in Spark's form. */
  static Void random(String prefix) {
    return set(Identifiable$.MODULE$.randomUID(prefix));
  }

  static String take() {
    String uid = PENDING.get();
    PENDING.remove();
    return uid;
  }
}
