package dev.ferro.examples.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.spark.MLPModel;
import dev.ferro.spark.MLPTrainingSummary;
import dev.ferro.spark.training.ExecutorReport;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/** The figures of a fit that every training job writes for programs. */
final class TrainingFigures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrainingFigures() {}

  /**
   * The figures that do not depend on what was trained.
   *
   * @param job its name
   * @param path where the model was saved
   */
  static ObjectNode of(String job, TrainingOptions options, MLPModel<?, ?> model, String path) {
    MLPTrainingSummary summary = model.summary();
    double[] losses = summary.lossHistory();
    ObjectNode figures = JSON.createObjectNode();
    figures.put("job", job).put("master", SparkContext.getOrCreate().master());
    figures.put("seed", options.params.seed());
    figures.put("engine", engines(summary)).put("model", path);
    ArrayNode widths = figures.putArray("layers");
    Arrays.stream(model.layerWidths()).forEach(widths::add);
    figures.put("rows", summary.rows()).put("epochs", summary.totalIterations());
    figures.put("replicas", summary.numWorkers()).put("loss", losses[losses.length - 1]);
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
