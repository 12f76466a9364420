package dev.ferro.bench.spark;

import dev.ferro.spark.MLPClassifier;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ferro's classifier. An iteration is an epoch. Pixels are not standardized: MNIST has many pixels
 * that are almost never set, and standardization would give them too much weight.
 *
 * @param layers widths of the network
 * @param epochs epochs of the whole fit
 */
record FerroTrainer(int[] layers, int epochs) implements Trainer {
  private static final int BATCH_SIZE = 32;
  private static final double STEP_SIZE = 1e-3;
  private static final double REG_PARAM = 0.1;
  private static final long SEED = 1;
  private static final double[] LOOKS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1};

  @Override
  public String runner() {
    return "ferro";
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "MLPClassifier, %s, batchSize %d, stepSize %s, regParam %s, no standardization, %d epochs",
        classifier(epochs).getSolver(),
        BATCH_SIZE,
        STEP_SIZE,
        REG_PARAM,
        epochs);
  }

  @Override
  public List<Integer> iterations() {
    return EvaluationPoints.at(epochs, LOOKS);
  }

  @Override
  public Model<?> fit(Dataset<Row> rows, int iterations) {
    return classifier(iterations).fit(rows);
  }

  private MLPClassifier classifier(int iterations) {
    return new MLPClassifier()
        .setLayers(layers)
        .setMaxIter(iterations)
        .setBatchSize(BATCH_SIZE)
        .setStepSize(STEP_SIZE)
        .setRegParam(REG_PARAM)
        .setStandardization(false)
        .setSeed(SEED);
  }
}
