package dev.ferro.bench.overhead;

import dev.ferro.bench.measure.BenchOptions;
import dev.ferro.bench.measure.FitData;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a fit on Spark costs beside the engine alone. */
@Command(
    name = "bench-overhead",
    description = {
      "Measure how much of the engine's speed is left in a fit, at batches of 32, 128 and 512"
          + " rows.",
      "With MNIST, the first 8 000 rows are trained on."
    },
    showDefaultValues = true)
public final class BenchOverheadJob implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(names = "--epochs", paramLabel = "N", description = "of each fit")
  private int epochs = 10;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException {
    BenchOptions.requirePositive(command, "--epochs", epochs);
    try (SparkSession session = options.open()) {
      FitData rows = FitData.open(session, options.data());
      System.out.println(BenchOptions.header(session) + rows.describe());
      options.write(new OverheadBench(rows, epochs, options.repeats()).run());
    }
    return 0;
  }
}
