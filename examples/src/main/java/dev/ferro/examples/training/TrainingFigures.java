package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.spark.MLPTrainingSummary;
import dev.ferro.spark.training.ExecutorReport;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What every training job tells programs about its fit. */
final class TrainingFigures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrainingFigures() {}

  /**
   * The figures that do not depend on what was trained.
   *
   * @param job its name
   * @param seed of the split and of the training
   * @param summary of the fit
   * @param layers widths of the model
   * @param model where it was saved
   */
  static ObjectNode of(
      SparkSession spark,
      String job,
      long seed,
      MLPTrainingSummary summary,
      int[] layers,
      String model) {
    double[] losses = summary.lossHistory();
    ObjectNode figures = JSON.createObjectNode();
    figures.put("job", job).put("master", spark.sparkContext().master()).put("seed", seed);
    figures.put("engine", engines(summary)).put("model", model);
    ArrayNode widths = figures.putArray("layers");
    Arrays.stream(layers).forEach(widths::add);
    figures.put("rows", summary.rows()).put("epochs", summary.totalIterations());
    figures.put("workers", summary.numWorkers()).put("loss", losses[losses.length - 1]);
    figures.put("fitSeconds", summary.fitSeconds());
    figures.put("rowsPerSecond", summary.rowsPerSecond());
    ArrayNode executors = figures.putArray("executors");
    summary.executors().forEach(executor -> executors.add(of(executor)));
    return figures;
  }

  private static ObjectNode of(ExecutorReport executor) {
    return JSON.createObjectNode()
        .put("id", executor.executorId())
        .put("host", executor.host())
        .put("engine", executor.engine())
        .put("description", executor.description())
        .put("rows", executor.rows())
        .put("rowsPerSecond", executor.rowsPerSecond());
  }

  private static String engines(MLPTrainingSummary summary) {
    return summary.executors().stream()
        .map(ExecutorReport::engine)
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }
}
