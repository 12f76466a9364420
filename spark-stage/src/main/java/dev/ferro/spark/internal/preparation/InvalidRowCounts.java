package dev.ferro.spark.internal.preparation;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Invalid rows: how many for each column, with the first one as an example. Also an error that no
 * setting allows, such as rows of different width.
 *
 * @param counts number of invalid rows by column
 * @param examples first invalid row by column
 * @param fatal why training cannot continue whatever handleInvalid is, or null
 */
record InvalidRowCounts(Map<String, Long> counts, Map<String, String> examples, String fatal)
    implements Serializable {
  static final InvalidRowCounts NONE = new InvalidRowCounts(Map.of(), Map.of(), null);

  /** One row that handleInvalid decides on. */
  static InvalidRowCounts of(String column, String example) {
    return new InvalidRowCounts(Map.of(column, 1L), Map.of(column, example), null);
  }

  /** An error that no setting allows. */
  static InvalidRowCounts fatal(String reason) {
    return new InvalidRowCounts(Map.of(), Map.of(), reason);
  }

  /** The sum of both. The examples of this one come first. */
  InvalidRowCounts plus(InvalidRowCounts later) {
    if (later.isEmpty()) {
      return this;
    }
    Map<String, Long> sum = new TreeMap<>(counts);
    later.counts.forEach((column, count) -> sum.merge(column, count, Long::sum));
    Map<String, String> first = new TreeMap<>(later.examples);
    first.putAll(examples);
    return new InvalidRowCounts(sum, first, fatal != null ? fatal : later.fatal);
  }

  boolean isEmpty() {
    return counts.isEmpty() && fatal == null;
  }

  /** "column 'features': 2 rows, the first with NaN at index 3 (row 7 of partition 0)". */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (column, count) ->
            text.append(text.isEmpty() ? "" : "; ")
                .append("column '" + column + "': " + count + (count == 1 ? " row" : " rows"))
                .append(", the first with " + examples.get(column)));
    return text.toString();
  }
}
