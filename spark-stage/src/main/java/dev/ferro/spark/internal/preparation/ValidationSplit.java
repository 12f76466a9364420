package dev.ferro.spark.internal.preparation;

import dev.ferro.spark.internal.rows.Seeds;
import dev.ferro.spark.internal.settings.TrainingColumns;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * Decides which rows are held out of training: those that a column marks, or a fraction that is
 * drawn by the rows' content. The draw depends neither on the order of rows nor on partitions.
 * Equal rows stay together.
 *
 * @param byColumn whether {@link TrainingColumns#VALIDATION} marks them
 * @param fraction share of the rows, in [0, 1), if no column marks them
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
