package dev.ferro.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.PredictorParams;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;
import org.slf4j.LoggerFactory;

/** One line in the log of a stage for each fit, with what Spark's own stages log. */
final class FitLog {
  private FitLog() {}

  /**
   * Logs that a fit starts.
   *
   * @param schema the columns that training reads
   * @param inputs the number of features, or 0 if only the rows determine it
   */
  static <S extends MLPParams & PredictorParams> void start(
      S stage, StructType schema, int inputs) {
    LoggerFactory.getLogger(stage.getClass()).info(line(stage, schema, inputs));
  }

  static <S extends MLPParams & PredictorParams> String line(
      S stage, StructType schema, int inputs) {
    String columns =
        Arrays.stream(schema.fields())
            .map(field -> field.name() + " " + field.dataType().simpleString())
            .collect(Collectors.joining(", "));
    return "Ferro "
        + stage.uid()
        + " starts a fit; params set: "
        + String.join(", ", set(stage))
        + "; columns: "
        + columns
        + "; features: "
        + (inputs > 0 ? inputs : "known when rows are read");
  }

  @SuppressWarnings("unchecked")
  private static List<String> set(MLPParams stage) {
    List<String> set = new ArrayList<>();
    for (Param<?> param : stage.params()) {
      if (stage.isSet(param)) {
        Param<Object> any = (Param<Object>) param;
        set.add(param.name() + "=" + any.jsonEncode(stage.getOrDefault(any)));
      }
    }
    return set.isEmpty() ? List.of("none") : set;
  }
}
