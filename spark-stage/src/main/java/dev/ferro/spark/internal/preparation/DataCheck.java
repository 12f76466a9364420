package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rejects rows that cannot be trained on, and warns about lost precision. */
public final class DataCheck {
  private static final Logger LOG = LoggerFactory.getLogger(DataCheck.class);

  /** Largest ratio of a label to its spread at which float32 keeps 12 bits of the spread. */
  private static final double LABEL_RATIO = 1 << 12;

  /** Largest ratio of a feature to its spread at which float32 keeps 8 bits of the spread. */
  private static final double FEATURE_RATIO = 1 << 16;

  /** Features that a warning lists. */
  private static final int LISTED = 10;

  private DataCheck() {}

  /**
   * Checks the results of the first pass.
   *
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static void require(
      Statistics statistics, TrainingColumns columns, TrainingSettings settings) {
    InvalidRowCounts invalid = statistics.invalidRows();
    if (invalid.fatal() != null) {
      throw new IllegalArgumentException(invalid.fatal());
    }
    if (!invalid.isEmpty()) {
      if (!settings.data().skipInvalid()) {
        throw new IllegalArgumentException(
            "[fit] expected finite values and weights of 0 or more, got "
                + invalid
                + "; handleInvalid='skip' drops such rows");
      }
      LOG.warn("Ferro left out rows while training: {}", invalid);
    }
    requireRows(statistics, columns, settings);
    if (!columns.classes()) {
      requireLabels(statistics, columns, settings);
    }
    warnings(statistics, settings).forEach(LOG::warn);
  }

  private static void requireRows(
      Statistics statistics, TrainingColumns columns, TrainingSettings settings) {
    if (statistics.totalWeight() <= 0) {
      InvalidRowCounts invalid = statistics.invalidRows();
      throw new IllegalArgumentException(
          "[fit] expected rows to train on, got "
              + (statistics.rows() == 0 ? "none" : statistics.rows() + " that all weigh 0")
              + (invalid.isEmpty() ? "" : "; left out: " + invalid));
    }
    boolean holdsOut = columns.validation() != null || settings.data().validationFraction() > 0;
    if (holdsOut && statistics.validationWeight() <= 0) {
      throw new IllegalArgumentException(
          "[fit] expected rows to validate on, got "
              + (statistics.validationRows() == 0
                  ? "none"
                  : statistics.validationRows() + " that all weigh 0")
              + (columns.validation() == null
                  ? " (validationFraction is " + settings.data().validationFraction() + ")"
                  : " where column '" + columns.validation() + "' is true"));
    }
  }

  private static void requireLabels(
      Statistics statistics, TrainingColumns columns, TrainingSettings settings) {
    LabelMoments label = statistics.label();
    double spread = label.standardDeviation();
    if (!Double.isFinite(label.mean()) || !Double.isFinite(spread)) {
      throw labels(columns, statistics, "labels whose spread double can hold", "");
    }
    if (settings.data().standardization()) {
      return;
    }
    String remedy = " (standardization keeps such labels)";
    double largest = Math.max(Math.abs(statistics.minLabel()), Math.abs(statistics.maxLabel()));
    if (largest > Float.MAX_VALUE || largest > 0 && largest < Float.MIN_NORMAL) {
      throw labels(columns, statistics, "labels within float32", remedy);
    }
    if (spread > 0 && largest > LABEL_RATIO * spread) {
      throw labels(
          columns, statistics, "labels whose spread of " + spread + " float32 can hold", remedy);
    }
  }

  private static IllegalArgumentException labels(
      TrainingColumns columns, Statistics statistics, String expected, String remedy) {
    return new IllegalArgumentException(
        "[fit] expected "
            + expected
            + " in column '"
            + columns.label()
            + "', got labels from "
            + statistics.minLabel()
            + " to "
            + statistics.maxLabel()
            + remedy);
  }

  /** What the user should know about the data, a sentence each. */
  public static List<String> warnings(Statistics statistics, TrainingSettings settings) {
    Moments features = statistics.features();
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; i < features.width(); i++) {
      if (!features.isConstant(i) && isLost(features, i, settings.data().standardization())) {
        lost.add(i);
      }
    }
    if (lost.isEmpty()) {
      return List.of();
    }
    String listed =
        lost.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return List.of(
        "Training cannot distinguish the values of "
            + (lost.size() == 1 ? "one feature" : lost.size() + " features")
            + ", because float32 loses their spread: feature "
            + listed
            + (lost.size() > LISTED ? ", …" : "")
            + (settings.data().standardization() ? "" : " (standardization keeps it)"));
  }

  private static boolean isLost(Moments features, int i, boolean standardized) {
    double spread = features.standardDeviation(i);
    return standardized
        ? !Double.isFinite(1 / spread)
        : spread < Float.MIN_NORMAL || Math.abs(features.mean(i)) > FEATURE_RATIO * spread;
  }
}
