package dev.ferro.examples.training;

import dev.ferro.examples.data.Mnist;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Classifies MNIST's handwritten digits. */
@Command(
    name = TrainMnist.NAME,
    description = "Classify MNIST's handwritten digits, from its own files (gzip IDX).",
    showDefaultValues = true)
public final class TrainMnist implements Callable<Integer> {
  static final String NAME = "train-mnist";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = {
        "folder with the four files of MNIST, train-* and t10k-*: 60 000 rows to train on, 10 000"
            + " held out",
        "with the t10k-* files alone: 8 000 and 2 000"
      })
  private Path data;

  @Mixin
  private final TrainingOptions options =
      new TrainingOptions(
          new ParamOptions().maxIter(20).batchSize(64).regParam(0.1).standardization(false));

  @Override
  public Integer call() throws IOException {
    MLPClassifier classifier = options.params.apply(new MLPClassifier());
    Mnist mnist = Mnist.read(data);
    try (SparkSession spark = options.spark.open(NAME)) {
      Dataset<Row> training = Mnist.dataset(spark, mnist.training());
      Dataset<Row> heldOut = Mnist.dataset(spark, mnist.heldOut());

      MLPClassificationModel model = classifier.fit(training);
      new ClassifierReport(NAME, options, model).write(heldOut);
    }
    return 0;
  }
}
