package dev.ferro.bench.study;

import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.OptimizerSpec.Rule;
import dev.ferro.examples.data.Mnist;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.SparkOptions;
import dev.ferro.spark.internal.fit.Training;
import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings.Averaging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The accuracy of a model after the same passes over the data, for different numbers of replicas
 * and ways to average.
 */
@Command(
    name = StudyAveragingJob.NAME,
    description = {
      "Train by 1 to 32 replicas that average in several ways, with the same passes over the"
          + " data, and show the"
          + " held-out accuracy in percent: mean of the seeds (lowest to highest)."
    },
    showDefaultValues = true)
public final class StudyAveragingJob implements Callable<Integer> {
  static final String NAME = "study-averaging";

  private static final TrainingColumns COLUMNS =
      new TrainingColumns("features", "label", null, null, true);

  @Mixin private final SparkOptions spark = new SparkOptions();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "folder with MNIST's files (t10k-* alone: 8 000 rows); without it: only synthetic rows")
  private Path data;

  @Option(
      names = "--synthetic-rows",
      paramLabel = "N",
      description = "rows of the synthetic set; 0: none")
  private int syntheticRows = 100_000;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      split = ",",
      description = "replicas that train side by side")
  private List<Integer> replicas = List.of(1, 2, 4, 8, 16, 32);

  @Option(
      names = "--step-scales",
      paramLabel = "X",
      split = ",",
      description = "what multiplies the step size of one replica")
  private List<Double> stepScales = List.of(1.0, 2.0, 3.0, 4.0);

  @Option(
      names = "--outer-momenta",
      paramLabel = "X",
      split = ",",
      description = "momentum of the averages")
  private List<Double> outerMomenta = List.of(0.0, 0.5);

  @Option(
      names = "--sync-steps",
      paramLabel = "N",
      split = ",",
      description = "steps between two averages; 0: an epoch")
  private List<Integer> syncSteps = List.of(0);

  @Option(names = "--seeds", paramLabel = "N", description = "seeds, from 1")
  private int seeds = 3;

  @Option(names = "--max-iter", paramLabel = "N", description = "epochs")
  private int maxIter = 20;

  @Option(names = "--batch-size", paramLabel = "N", description = "rows of one step")
  private int batchSize = 32;

  @Option(names = "--step-size", paramLabel = "X", description = "learning rate of one replica")
  private double stepSize = 1e-3;

  @Option(names = "--reg-param", paramLabel = "X", description = "weight decay of adamw")
  private double regParam = 0.1;

  @Override
  public Integer call() throws IOException {
    List<VariantAccuracy> all = new ArrayList<>();
    try (SparkSession session = spark.open(NAME)) {
      if (data != null) {
        all.addAll(study(StudyData.mnist(session, Mnist.read(data))));
      }
      if (syntheticRows > 0) {
        all.addAll(study(StudyData.synthetic(session, syntheticRows)));
      }
    }
    json.write(all);
    return 0;
  }

  private List<VariantAccuracy> study(StudyData rows) {
    System.out.printf(
        Locale.ROOT,
        "%n%s held out, %s, adamw, step size %s, weight decay %s, batches of %d, %d epochs, %d"
            + " seeds%n%n",
        rows.heldOut().size(),
        rows.spec(),
        stepSize,
        regParam,
        batchSize,
        maxIter,
        seeds);
    List<VariantAccuracy> accuracies = new ArrayList<>();
    for (AveragingVariant variant : variants()) {
      DoubleSummaryStatistics accuracy = new DoubleSummaryStatistics();
      for (long seed = 1; seed <= seeds; seed++) {
        accuracy.accept(accuracy(rows, variant, seed));
      }
      accuracies.add(
          new VariantAccuracy(
              rows.name(),
              variant.replicas(),
              variant.manner(),
              accuracy.getAverage(),
              accuracy.getMin(),
              accuracy.getMax()));
    }
    System.out.println(new StudyTable(accuracies));
    return accuracies;
  }

  /** One replica has no other to average with. */
  private List<AveragingVariant> variants() {
    List<AveragingVariant> variants = new ArrayList<>();
    for (int count : replicas) {
      variants.add(new AveragingVariant(count, Averaging.AUTO, Averaging.AUTO, 0));
      for (int steps : syncSteps) {
        for (double momentum : outerMomenta) {
          for (double scale : stepScales) {
            if (count > 1 || scale == 1 && momentum == 0 && steps == 0) {
              variants.add(new AveragingVariant(count, scale, momentum, steps));
            }
          }
        }
      }
    }
    return variants;
  }

  private double accuracy(StudyData rows, AveragingVariant variant, long seed) {
    OptimizerSpec optimizer = OptimizerSpec.of(Rule.ADAMW, stepSize).withWeightDecay(regParam);
    return rows.accuracy(
        Training.run(
                NAME,
                rows.training(),
                COLUMNS,
                variant.settings(optimizer, maxIter, batchSize, seed),
                rows.spec(),
                null,
                statistics -> rows.spec())
            .network()
            .parameters());
  }
}
