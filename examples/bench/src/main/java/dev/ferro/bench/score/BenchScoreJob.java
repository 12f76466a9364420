package dev.ferro.bench.score;

import dev.ferro.bench.measure.BenchOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast tables are scored. */
@Command(
    name = "bench-score",
    description =
        "Measure how fast tables are scored: by Ferro, Spark's own model and ONNX Runtime in"
            + " mapPartitions, beside the scan and the engine alone.",
    showDefaultValues = true)
public final class BenchScoreJob implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--runners",
      paramLabel = "ID",
      split = ",",
      description = "who scores, of ${DEFAULT-VALUE}")
  private List<String> runners = ScoreBench.RUNNERS;

  @Option(names = "--rows", paramLabel = "N", description = "of each table to score")
  private int rows = 100_000;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException {
    BenchOptions.requirePositive(command, "--rows", rows);
    if (!ScoreBench.RUNNERS.containsAll(runners)) {
      throw new ParameterException(
          command.commandLine(),
          "Expected --runners of " + ScoreBench.RUNNERS + ", got " + runners);
    }
    try (SparkSession session = options.open()) {
      System.out.println(BenchOptions.header(session));
      options.write(new ScoreBench(session, runners, rows, options.repeats()).run(options.data()));
    }
    return 0;
  }
}
