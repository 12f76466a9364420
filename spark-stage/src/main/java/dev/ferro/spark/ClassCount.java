package dev.ferro.spark;

import dev.ferro.spark.internal.preparation.Statistics;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** Finds the number of classes, and checks the labels. */
final class ClassCount {
  private static final Logger LOG = LoggerFactory.getLogger(ClassCount.class);

  /** Labels above this, and above the number of rows, look like ids. */
  private static final int PLAUSIBLE = 100;

  private ClassCount() {}

  /**
   * The number of classes: from the label column's metadata, else the last of {@code layers}, else
   * the largest label plus one.
   */
  static int of(MLPClassifier stage, StructField label, Statistics data) {
    int declared = declared(stage, label);
    long seen = (long) data.maxLabel() + 1;
    if (declared > 0 && seen > declared) {
      throw new IllegalArgumentException(
          "[fit] expected labels below the "
              + declared
              + " classes of column '"
              + label.name()
              + "' or layers, got "
              + data.maxLabel());
    }
    if (data.minLabel() == data.maxLabel()) {
      if (declared < 2) {
        throw new IllegalArgumentException(
            "[fit] expected at least two classes in column '"
                + label.name()
                + "', got only "
                + data.minLabel()
                + " (the number of classes can be given in the column's metadata"
                + " or in layers)");
      }
      LOG.warn(
          "Ferro trains on a single class, {} of {} in column '{}'",
          data.minLabel(),
          declared,
          label.name());
    }
    if (declared == 0 && seen > Math.max(PLAUSIBLE, data.rows())) {
      throw new IllegalArgumentException(
          "[fit] expected classes 0, 1, 2, … in column '"
              + label.name()
              + "', got "
              + data.maxLabel()
              + " in "
              + data.rows()
              + " rows (StringIndexer makes classes of ids; layers or the"
              + " column's metadata can state so many)");
    }
    if (seen > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "[fit] expected fewer than 2^31 classes in column '"
              + label.name()
              + "', got the label "
              + (long) data.maxLabel()
              + " (StringIndexer makes classes of ids)");
    }
    int classes = declared > 0 ? declared : (int) seen;
    requireThresholds(stage, classes);
    return classes;
  }

  private static void requireThresholds(MLPClassifier stage, int classes) {
    if (stage.isDefined(stage.thresholds()) && stage.getThresholds().length != classes) {
      throw new IllegalArgumentException(
          "[fit] expected "
              + classes
              + " thresholds, one for each class, got "
              + stage.getThresholds().length);
    }
  }

  /**
   * The number of classes that is known before any row is read: from the label column's metadata,
   * or else from {@code layers}. 0 if neither has it.
   */
  static int declared(MLPClassifier stage, StructField label) {
    int classes = declaredClasses(stage, label);
    if (classes > 0) {
      requireThresholds(stage, classes);
    }
    return classes;
  }

  private static int declaredClasses(MLPParams stage, StructField label) {
    int inMetadata = inMetadata(label);
    if (inMetadata > 0 || !stage.isSet(stage.layers())) {
      return inMetadata;
    }
    int[] layers = stage.getLayers();
    return layers[layers.length - 1];
  }

  private static int inMetadata(StructField label) {
    Attribute attribute = Attribute.fromStructField(label);
    if (attribute instanceof BinaryAttribute) {
      return 2;
    }
    if (attribute instanceof NominalAttribute nominal) {
      Option<Object> count = nominal.getNumValues();
      return count.isDefined() ? (int) count.get() : 0;
    }
    return 0;
  }
}
