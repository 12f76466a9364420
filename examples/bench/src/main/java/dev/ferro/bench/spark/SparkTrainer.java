package dev.ferro.bench.spark;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Spark's own classifier with its defaults. An iteration is one of L-BFGS.
 *
 * @param layers widths of the network
 * @param maxIter iterations of the whole fit
 */
record SparkTrainer(int[] layers, int maxIter) implements Trainer {
  private static final long SEED = 1;
  private static final double[] LOOKS = {0.1, 0.2, 0.4, 0.7, 1};

  @Override
  public String runner() {
    return "spark-mlp";
  }

  @Override
  public String description() {
    MultilayerPerceptronClassifier classifier = classifier(maxIter);
    return "MultilayerPerceptronClassifier, "
        + classifier.getSolver()
        + ", blockSize "
        + classifier.getBlockSize()
        + ", "
        + maxIter
        + " iterations, BLAS "
        + SparkBlas.describe();
  }

  @Override
  public List<Integer> iterations() {
    return EvaluationPoints.at(maxIter, LOOKS);
  }

  @Override
  public Model<?> fit(Dataset<Row> rows, int iterations) {
    return classifier(iterations).fit(rows);
  }

  private MultilayerPerceptronClassifier classifier(int iterations) {
    return new MultilayerPerceptronClassifier()
        .setLayers(layers)
        .setMaxIter(iterations)
        .setTol(0)
        .setSeed(SEED);
  }
}
