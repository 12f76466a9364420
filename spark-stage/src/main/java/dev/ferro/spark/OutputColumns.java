package dev.ferro.spark;

import dev.ferro.spark.internal.scoring.ScoreOutput;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.param.shared.HasPredictionCol;

/** The column for each output of scoring, from a stage's params. */
final class OutputColumns {
  private final Function<ScoreOutput, String> column;

  private OutputColumns(Function<ScoreOutput, String> column) {
    this.column = column;
  }

  static OutputColumns ofClassifier(ProbabilisticClassifierParams stage) {
    return new OutputColumns(
        output ->
            switch (output) {
              case RAW_PREDICTION -> stage.getRawPredictionCol();
              case PROBABILITY -> stage.getProbabilityCol();
              case PREDICTION -> stage.getPredictionCol();
              case VALID -> "";
            });
  }

  static OutputColumns ofRegressor(HasPredictionCol stage) {
    return new OutputColumns(
        output ->
            switch (output) {
              case PREDICTION -> stage.getPredictionCol();
              case RAW_PREDICTION, PROBABILITY, VALID -> "";
            });
  }

  /** The outputs that have a column, in the columns' order. */
  List<ScoreOutput> outputs() {
    return Stream.of(ScoreOutput.values())
        .filter(output -> !column.apply(output).isEmpty())
        .toList();
  }

  /** The columns' names, in their order. */
  List<String> names() {
    return outputs().stream().map(column).toList();
  }
}
