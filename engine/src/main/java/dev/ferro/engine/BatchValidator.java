package dev.ferro.engine;

/** Checks a batch before a network trains on it, because engines run unchecked. */
final class BatchValidator {
  private BatchValidator() {}

  static void require(String operation, NetworkSpec spec, Batch batch) {
    if (!batch.spec().equals(spec)) {
      throw refused(
          operation,
          "rows for " + spec + " and " + spec.lossText(),
          "rows for " + batch.spec() + " and " + batch.spec().lossText());
    }
    if (batch.rows() < 1) {
      throw refused(operation, "at least one row", "none");
    }
    if (spec.loss().isClassification()) {
      requireClasses(operation, spec, batch);
    }
    if (batch.isWeighted()) {
      requireWeights(operation, batch);
    }
  }

  private static void requireClasses(String operation, NetworkSpec spec, Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      float target = batch.targets().get(row);
      if (!(target >= 0 && target < spec.outputWidth() && target == (int) target)) {
        throw refused(
            operation,
            "class indices from 0 to " + (spec.outputWidth() - 1),
            target + " (row " + row + ")");
      }
    }
  }

  private static void requireWeights(String operation, Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      float weight = batch.weights().get(row);
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw refused(operation, "finite weights of 0 or more", weight + " (row " + row + ")");
      }
    }
  }

  private static IllegalArgumentException refused(String operation, String expected, String got) {
    return new IllegalArgumentException(
        "[" + operation + "] expected " + expected + ", got " + got);
  }
}
