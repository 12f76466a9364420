package dev.ferro.examples.data;

import dev.ferro.examples.job.JobException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * MNIST's handwritten digits, 28 × 28 pixels of 0 to 1, from its own files. Images travel to the
 * executors as bytes and become features there.
 *
 * @param training rows to train on
 * @param heldOut the others
 */
public record Mnist(List<Image> training, List<Image> heldOut) {
  /** Digits 0 to 9. */
  public static final int CLASSES = 10;

  /** Of the 10 000 test images, how many to train on if there are no others. */
  private static final int TRAINING_ROWS = 8_000;

  private static final StructType SCHEMA =
      new StructType()
          .add(TrainingRows.LABEL, DataTypes.DoubleType, false)
          .add(TrainingRows.FEATURES, SQLDataTypes.VectorType(), false);

  private static final double WHITE = 255;
  private static final String TRAIN = "train";
  private static final String TEST = "t10k";

  /**
   * Reads a folder.
   *
   * @param folder holds {@code train-images-idx3-ubyte.gz}, {@code train-labels-idx1-ubyte.gz} and
   *     the same of {@code t10k}, which are held out. With only those of {@code t10k}, the first 8
   *     000 rows are to train on
   */
  public static Mnist read(Path folder) {
    List<Image> test = images(folder, TEST);
    if (Files.exists(imagesFile(folder, TRAIN)) || Files.exists(labelsFile(folder, TRAIN))) {
      return new Mnist(images(folder, TRAIN), test);
    }
    if (test.size() <= TRAINING_ROWS) {
      throw new JobException(
          "[data] expected more than "
              + TRAINING_ROWS
              + " test images if there are no training images, got "
              + test.size()
              + " ("
              + folder
              + ")");
    }
    return new Mnist(test.subList(0, TRAINING_ROWS), test.subList(TRAINING_ROWS, test.size()));
  }

  /** Rows to train on, then the others. */
  public List<Image> all() {
    return Stream.concat(training.stream(), heldOut.stream()).toList();
  }

  private static Path imagesFile(Path folder, String set) {
    return folder.resolve(set + "-images-idx3-ubyte.gz");
  }

  private static Path labelsFile(Path folder, String set) {
    return folder.resolve(set + "-labels-idx1-ubyte.gz");
  }

  private static List<Image> images(Path folder, String set) {
    IdxFile pixels = present(imagesFile(folder, set));
    IdxFile labels = present(labelsFile(folder, set));
    if (labels.values().length != pixels.size()) {
      throw new JobException(
          "[data] expected a label for each of "
              + pixels.size()
              + " images, got "
              + labels.values().length
              + " ("
              + labelsFile(folder, set)
              + ")");
    }
    return IntStream.range(0, pixels.size())
        .mapToObj(i -> new Image(labels.values()[i], pixels.item(i)))
        .toList();
  }

  private static IdxFile present(Path file) {
    if (!Files.isReadable(file)) {
      throw new JobException("[data] expected a file " + file + ", got none that can be read");
    }
    return IdxFile.read(file);
  }

  /** Images as Spark's rows, in their order. */
  public static Dataset<Row> dataset(SparkSession spark, List<Image> images) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    // Broadcast: sent once to each executor, and not with every task of every pass.
    Broadcast<List<Image>> shared = context.broadcast(List.copyOf(images));
    List<Integer> indices = IntStream.range(0, images.size()).boxed().toList();
    return spark.createDataFrame(
        context
            .parallelize(indices, TrainingRows.PARTITIONS)
            .map(index -> shared.value().get(index).row()),
        SCHEMA);
  }

  /**
   * One image.
   *
   * @param digit what it shows
   * @param pixels unsigned bytes, row-major
   */
  public record Image(byte digit, byte[] pixels) implements Serializable {
    private Row row() {
      double[] features = new double[pixels.length];
      for (int i = 0; i < features.length; i++) {
        features[i] = Byte.toUnsignedInt(pixels[i]) / WHITE;
      }
      return RowFactory.create((double) digit, Vectors.dense(features));
    }
  }
}
