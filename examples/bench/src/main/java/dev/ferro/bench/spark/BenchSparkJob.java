package dev.ferro.bench.spark;

import dev.ferro.bench.measure.BenchOptions;
import dev.ferro.bench.measure.FitData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures Ferro's classifier beside Spark's own, in one JVM and run. */
@Command(
    name = "bench-spark",
    description = {
      "Measure Ferro's MLPClassifier beside Spark's MultilayerPerceptronClassifier: the time of a"
          + " fit on cached rows, and the accuracy on held-out rows.",
      "With MNIST, the first 8 000 rows are to train on and the next 2 000 are held out.",
      "Fits that take long are repeated less often. The table shows how often."
    },
    showDefaultValues = true)
public final class BenchSparkJob implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(names = "--epochs", paramLabel = "N", description = "of Ferro's whole fit")
  private int epochs = 10;

  @Option(names = "--spark-iterations", paramLabel = "N", description = "of Spark's whole fit")
  private int sparkIterations = 100;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "draw the accuracy over the time of the fit")
  private Path svg;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException {
    BenchOptions.requirePositive(command, "--epochs", epochs);
    BenchOptions.requirePositive(command, "--spark-iterations", sparkIterations);
    try (SparkSession session = options.open()) {
      FitData rows = FitData.open(session, options.data());
      List<Trainer> trainers =
          List.of(
              new FerroTrainer(rows.layers(), epochs),
              new SparkTrainer(rows.layers(), sparkIterations));
      System.out.println(header(session, rows, trainers));
      options.write(fit(rows, trainers));
    }
    return 0;
  }

  private List<FitMeasurement> fit(FitData rows, List<Trainer> trainers) {
    List<List<FitPoint>> runs = new FitRace(rows, options.repeats()).run(trainers);
    System.out.println(FitTable.heading());
    runs.stream().flatMap(List::stream).map(FitTable::line).forEach(System.out::println);
    List<FitPoint> whole = runs.stream().map(run -> run.get(run.size() - 1)).toList();
    System.out.println("\n" + FitTable.verdict(runs.get(0), whole.get(1)));
    if (svg != null) {
      AccuracyChart.write(
          svg, rows.network() + ", " + rows.trainingRows() + " rows of " + rows.name(), runs);
    }
    return whole.stream().map(point -> FitMeasurement.fit(point, rows)).toList();
  }

  private static String header(SparkSession session, FitData rows, List<Trainer> trainers) {
    StringBuilder text = new StringBuilder(BenchOptions.header(session)).append(rows.describe());
    for (Trainer trainer : trainers) {
      text.append(trainer.runner()).append(": ").append(trainer.description()).append('\n');
    }
    return text.toString();
  }
}
