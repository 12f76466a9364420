package dev.ferro.spark;

import dev.ferro.spark.internal.columns.NamedColumn;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log of a stage for each fit, with what Spark's own stages log. */
final class FitLog {
  private FitLog() {}

  /**
   * Logs that a fit starts.
   *
   * @param schema of the dataset
   * @param columns those that training reads
   * @param inputs the number of features, or 0 if only the rows show it
   */
  static void start(MLPParams stage, StructType schema, TrainingColumns columns, int inputs) {
    Logger log = LoggerFactory.getLogger(stage.getClass());
    if (log.isInfoEnabled()) {
      log.info(line(stage, schema, columns, inputs));
    }
  }

  static String line(MLPParams stage, StructType schema, TrainingColumns columns, int inputs) {
    String read =
        Stream.of(
                column(schema, "featuresCol", columns.features()),
                column(schema, "labelCol", columns.label()),
                column(schema, "weightCol", columns.weight()),
                column(schema, "validationIndicatorCol", columns.validation()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return "Ferro "
        + stage.uid()
        + " starts a fit; params set: "
        + String.join(", ", set(stage))
        + "; columns: "
        + read
        + " of "
        + schema.length()
        + "; features: "
        + (inputs > 0 ? inputs : "known when rows are read");
  }

  private static String column(StructType schema, String param, String name) {
    return name == null
        ? ""
        : param + "=" + name + " " + NamedColumn.of(schema, param, name).type().simpleString();
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
