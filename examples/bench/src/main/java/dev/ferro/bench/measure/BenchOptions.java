package dev.ferro.bench.measure;

import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.Machine;
import dev.ferro.examples.job.SparkOptions;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every job that measures on Spark. */
public final class BenchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec job;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {"folder with MNIST's files", "without it: the bundled digits"})
  private Path data;

  @Option(names = "--repeats", paramLabel = "N", description = "how often each is measured")
  private int repeats = 5;

  @Mixin private final SparkOptions spark = new SparkOptions();
  @Mixin private final JsonOption json = new JsonOption();

  /** Folder of MNIST's files, or null for the bundled digits. */
  public Path data() {
    return data;
  }

  /** How often each is measured. */
  public int repeats() {
    return repeats;
  }

  /** A session for the job. The caller closes it. */
  public SparkSession open() {
    requirePositive(job, "--repeats", repeats);
    SparkSession session = spark.open(job.name());
    // A line for each epoch of so many fits would hide the table.
    Configurator.setLevel("dev.ferro.spark", Level.WARN);
    return session;
  }

  /** What stands above the figures. */
  public static String header(SparkSession session) {
    return Machine.header()
        + "spark: "
        + session.version()
        + ", "
        + session.sparkContext().master()
        + '\n';
  }

  /** Writes the figures where the user wants them. */
  public void write(Object figures) {
    json.write(figures);
  }

  /**
   * Checks an option.
   *
   * @throws ParameterException when the value is not above 0
   */
  public static void requirePositive(CommandSpec job, String option, Number value) {
    if (!(value.doubleValue() > 0)) {
      throw new ParameterException(
          job.commandLine(), "Expected " + option + " above 0, got " + value);
    }
  }
}
