package dev.ferro.bench.score;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ferro.bench.measure.Repeats;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code score}
 * @param runner who scored
 * @param master where Spark ran
 * @param table what was scored
 * @param columns {@code all} or {@code prediction}
 * @param repeats how long it took
 * @param rowsPerSecondPerCore rows per second of the median, of one core
 */
record ScoreMeasurement(
    String what,
    String runner,
    String master,
    @JsonUnwrapped Table table,
    String columns,
    @JsonUnwrapped Repeats repeats,
    double rowsPerSecondPerCore) {

  /**
   * What was scored.
   *
   * @param data {@code mnist}, {@code digits} or {@code random}
   * @param network widths of its layers
   * @param source {@code cached} or {@code parquet}
   * @param rows of the table
   */
  record Table(String data, String network, String source, long rows) {}
}
