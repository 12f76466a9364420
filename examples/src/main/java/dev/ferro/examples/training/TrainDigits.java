package dev.ferro.examples.training;

import dev.ferro.examples.data.Digits;
import dev.ferro.examples.data.Split;
import dev.ferro.spark.MLPClassificationModel;
import dev.ferro.spark.MLPClassifier;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Classifies handwritten digits, from data in the jar. */
@Command(
    name = TrainDigits.NAME,
    description = "Classify UCI's handwritten digits, which come with Ferro (1 797 x 64).",
    showDefaultValues = true)
public final class TrainDigits implements Callable<Integer> {
  static final String NAME = "train-digits";

  @Mixin
  private final TrainingOptions options =
      new TrainingOptions(
          new ParamOptions().numLayers(1).hiddenDim(512).maxIter(30).batchSize(16).regParam(1));

  @Mixin private final SplitOption splits = new SplitOption();

  @Override
  public Integer call() throws IOException {
    MLPClassifier classifier = options.params.apply(new MLPClassifier());
    try (SparkSession spark = options.spark.open(NAME)) {
      Split<String> digits = splits.split(Digits.lines(), 0);
      Dataset<Row> training = Digits.read(spark, digits.training());
      Dataset<Row> heldOut = Digits.read(spark, digits.heldOut());

      MLPClassificationModel model = classifier.fit(training);
      new ClassifierReport(NAME, options, model).write(heldOut);
    }
    return 0;
  }
}
