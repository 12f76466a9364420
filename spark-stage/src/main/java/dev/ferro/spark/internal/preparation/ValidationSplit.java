package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Seeds;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Which rows are held out of training: those that a column marks, or a fraction drawn by the rows'
 * content, so that it depends neither on their order nor on their partitions, and equal rows stay
 * together.
 *
 * @param byColumn whether {@link TrainingColumns#VALIDATION} says it
 * @param fraction share of the rows, in [0, 1), where no column does
 * @param seed of the draw
 */
public record ValidationSplit(boolean byColumn, double fraction, long seed)
    implements Serializable {
  boolean test(Row row, long hash) {
    return byColumn
        ? row.getBoolean(TrainingColumns.VALIDATION)
        : fraction > 0 && (Seeds.mix(hash ^ Seeds.mix(seed)) >>> 11) * 0x1p-53 < fraction;
  }
}
