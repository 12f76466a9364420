package dev.ferro.spark.internal.preparation;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows that could not be read: how many by column, with the first of each as an example; and what
 * no setting lets pass, such as rows of differing width.
 *
 * @param counts column to number of rows
 * @param examples column to the first offending row
 * @param fatal why training cannot go on whatever handleInvalid says, or null
 */
record InvalidRowCounts(Map<String, Long> counts, Map<String, String> examples, String fatal)
    implements Serializable {
  static final InvalidRowCounts NONE = new InvalidRowCounts(Map.of(), Map.of(), null);

  /** One row that handleInvalid decides on. */
  static InvalidRowCounts of(String column, String example) {
    return new InvalidRowCounts(Map.of(column, 1L), Map.of(column, example), null);
  }

  /** Something that no setting lets pass. */
  static InvalidRowCounts fatal(String reason) {
    return new InvalidRowCounts(Map.of(), Map.of(), reason);
  }

  /** Both, the examples of this one first. */
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
