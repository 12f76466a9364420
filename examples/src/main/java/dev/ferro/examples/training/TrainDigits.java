package dev.ferro.examples.training;

import dev.ferro.examples.data.Digits;
import dev.ferro.examples.data.LabeledRow;
import dev.ferro.examples.data.Split;
import dev.ferro.spark.MLPClassifier;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells handwritten digits apart, from data in the jar. */
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

  @Mixin private final SplitOption split = new SplitOption();

  @Override
  public Integer call() throws IOException {
    MLPClassifier classifier = options.params.apply(new MLPClassifier());
    try (SparkSession spark = options.spark.open(NAME)) {
      Split digits = split.split(Digits.load(), 0);
      new ClassifierTrial(NAME, options, classifier)
          .run(
              spark,
              LabeledRow.dataset(spark, digits.training()),
              LabeledRow.dataset(spark, digits.heldOut()),
              Digits.CLASSES);
    }
    return 0;
  }
}
