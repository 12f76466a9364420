package dev.ferro.bench.measure;

import dev.ferro.engine.Loss;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.data.Digits;
import dev.ferro.examples.data.Mnist;
import dev.ferro.examples.data.Split;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows to train on and rows held out, both cached, in no more partitions than there are cores.
 *
 * @param name name of the rows
 * @param training rows to train on, with columns {@code label} and {@code features}
 * @param heldOut the held-out rows
 * @param trainingRows number of rows to train on
 * @param heldOutRows number of held-out rows
 * @param layers widths of the network that all train
 */
public record FitData(
    String name,
    Dataset<Row> training,
    Dataset<Row> heldOut,
    long trainingRows,
    long heldOutRows,
    int[] layers) {
  private static final int HIDDEN = 128;
  private static final int PIXELS = 784;
  private static final int MNIST_TRAINING_ROWS = 8_000;
  private static final int MNIST_ROWS = 10_000;
  private static final int DIGITS_PIXELS = 64;
  private static final double DIGITS_HELD_OUT = 0.2;
  private static final long DIGITS_SPLIT = 1;

  /**
   * The first 10 000 images of MNIST, 8 000 of them to train on, or the bundled digits.
   *
   * @param mnist folder of MNIST's files, or null for the digits
   */
  public static FitData open(SparkSession spark, Path mnist) {
    if (mnist != null) {
      List<Mnist.Image> images = Mnist.read(mnist).all();
      return cached(
          "mnist",
          Mnist.dataset(spark, images.subList(0, MNIST_TRAINING_ROWS)),
          Mnist.dataset(spark, images.subList(MNIST_TRAINING_ROWS, MNIST_ROWS)),
          PIXELS);
    }
    Split<String> digits = Split.random(Digits.lines(), DIGITS_HELD_OUT, DIGITS_SPLIT);
    return cached(
        "digits",
        Digits.read(spark, digits.training()),
        Digits.read(spark, digits.heldOut()),
        DIGITS_PIXELS);
  }

  private static FitData cached(
      String name, Dataset<Row> training, Dataset<Row> heldOut, int inputs) {
    int slots = training.sparkSession().sparkContext().defaultParallelism();
    Dataset<Row> trained = training.coalesce(slots).cache();
    Dataset<Row> evaluated = heldOut.coalesce(slots).cache();
    int[] layers = {inputs, HIDDEN, HIDDEN, Mnist.CLASSES};
    return new FitData(name, trained, evaluated, trained.count(), evaluated.count(), layers);
  }

  /** Describes the rows and the network. */
  public String describe() {
    return "rows: "
        + name
        + ", "
        + trainingRows
        + " to train on, "
        + heldOutRows
        + " held out\nnetwork: "
        + network()
        + '\n';
  }

  /** The network that all train. */
  public NetworkSpec network() {
    return NetworkSpec.of(Loss.CROSS_ENTROPY, layers);
  }
}
