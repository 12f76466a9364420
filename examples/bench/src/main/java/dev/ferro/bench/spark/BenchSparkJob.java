package dev.ferro.bench.spark;

import dev.ferro.bench.overhead.OverheadBench;
import dev.ferro.bench.score.ScoreBench;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.Machine;
import dev.ferro.examples.job.SparkOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Ferro's classifier beside Spark's own, in one JVM and run. */
@Command(
    name = BenchSparkJob.NAME,
    description = {
      "Measure Ferro's MLPClassifier beside Spark's MultilayerPerceptronClassifier: the time of a"
          + " fit on cached rows, and the accuracy on held-out rows.",
      "Fits that take long are repeated less often; the table tells how often."
    },
    showDefaultValues = true)
public final class BenchSparkJob implements Callable<Integer> {
  static final String NAME = "bench-spark";

  @Spec private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "folder with MNIST's files, of which the first 8 000 rows are to train on and the next"
            + " 2 000 held out",
        "without it: the bundled digits"
      })
  private Path data;

  @Option(names = "--repeats", paramLabel = "N", description = "how often each fit is measured")
  private int repeats = 5;

  @Option(names = "--epochs", paramLabel = "N", description = "of Ferro's whole fit")
  private int epochs = 10;

  @Option(names = "--spark-iterations", paramLabel = "N", description = "of Spark's whole fit")
  private int sparkIterations = 100;

  @Option(
      names = "--score",
      description = {
        "measure how fast tables are scored instead: by Ferro, Spark's own model, ONNX Runtime in"
            + " mapPartitions; beside the scan and the engine alone"
      })
  private boolean score;

  @Option(
      names = "--overhead",
      description = {
        "measure instead how much of the engine's speed is left in a fit, at batches of 32, 128 and"
            + " 512 rows"
      })
  private boolean overhead;

  @Option(
      names = "--runners",
      paramLabel = "ID",
      split = ",",
      description = "who scores, of ${DEFAULT-VALUE}")
  private List<String> runners = ScoreBench.RUNNERS;

  @Option(names = "--rows", paramLabel = "N", description = "of each table to score")
  private int rows = 100_000;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "draw the accuracy over the time of the fit")
  private Path svg;

  @Mixin private final SparkOptions spark = new SparkOptions();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    requirePositive("--repeats", repeats);
    requirePositive("--epochs", epochs);
    requirePositive("--spark-iterations", sparkIterations);
    requirePositive("--rows", rows);
    if (!ScoreBench.RUNNERS.containsAll(runners)) {
      throw new ParameterException(
          command.commandLine(),
          "Expected --runners of " + ScoreBench.RUNNERS + ", got " + runners);
    }
    try (SparkSession session = spark.open(NAME)) {
      // A line for each epoch of so many fits would hide the table.
      Configurator.setLevel("dev.ferro.spark", Level.WARN);
      if (score) {
        System.out.println(machine(session));
        json.write(new ScoreBench(session, runners, rows, repeats).run(data));
        return 0;
      }
      BenchData rows = BenchData.open(session, data);
      if (overhead) {
        System.out.println(machine(session) + rows.describe());
        json.write(
            new OverheadBench(rows.name(), rows.training(), rows.layers(), epochs, repeats).run());
        return 0;
      }
      List<Trainer> trainers =
          List.of(
              new FerroTrainer(rows.layers(), epochs),
              new SparkTrainer(rows.layers(), sparkIterations));
      System.out.println(heading(session, rows, trainers));
      json.write(fit(rows, trainers));
    }
    return 0;
  }

  private List<Measurement> fit(BenchData rows, List<Trainer> trainers) {
    List<List<FitPoint>> runs = new FitRace(rows, repeats).run(trainers);
    System.out.println(FitTable.HEADING);
    runs.stream().flatMap(List::stream).map(FitTable::line).forEach(System.out::println);
    List<FitPoint> whole = runs.stream().map(run -> run.get(run.size() - 1)).toList();
    System.out.println("\n" + FitTable.verdict(runs.get(0), whole.get(1)));
    if (svg != null) {
      AccuracyChart.write(
          svg, rows.network() + ", " + rows.trainingRows() + " rows of " + rows.name(), runs);
    }
    return whole.stream().map(point -> Measurement.fit(point, rows)).toList();
  }

  private static String heading(SparkSession session, BenchData rows, List<Trainer> trainers) {
    StringBuilder text = new StringBuilder(machine(session));
    text.append(rows.describe());
    for (Trainer trainer : trainers) {
      text.append(trainer.runner()).append(": ").append(trainer.description()).append('\n');
    }
    return text.toString();
  }

  private static String machine(SparkSession session) {
    return "machine: "
        + Machine.describe()
        + "\njava machine: "
        + Machine.java()
        + "\nbusy before: "
        + Machine.load()
        + "\nspark: "
        + session.version()
        + ", "
        + session.sparkContext().master()
        + '\n';
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), "Expected " + option + " above 0, got " + value);
    }
  }
}
