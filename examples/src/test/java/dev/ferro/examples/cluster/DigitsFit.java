package dev.ferro.examples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job that trained left behind.
 *
 * @param digest of the model's weights: the same for the same bits
 * @param accuracy on held-out rows
 * @param seconds of the fit
 * @param rows trained by each executor, by its id
 */
record DigitsFit(String digest, double accuracy, double seconds, Map<String, Long> rows) {
  /**
   * Reads them.
   *
   * @param model folder of the saved model
   * @param json the job's figures
   */
  static DigitsFit read(Path model, Path json) throws IOException {
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    Map<String, Long> rows = new TreeMap<>();
    figures
        .get("executors")
        .forEach(each -> rows.put(each.get("id").asText(), each.get("rows").asLong()));
    return new DigitsFit(
        digest(model),
        figures.get("accuracy").asDouble(),
        figures.get("fitSeconds").asDouble(),
        rows);
  }

  /** The checksum of a saved model's weights. */
  static String digest(Path model) throws IOException {
    return Files.readString(model.resolve("weights.safetensors.sha256")).split(" ")[0];
  }
}
