package dev.ferro.spark.internal.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema of a scored dataset. */
public final class OutputSchema {
  private OutputSchema() {}

  /**
   * The input's columns as they are, then the output columns in the given order.
   *
   * @param input schema of the data
   * @param checked the same after Spark's own checks, with the output columns in any order
   * @param outputs names of the output columns. Empty names are left out
   * @param nullable whether a row's output may be null
   */
  public static StructType of(
      StructType input, StructType checked, List<String> outputs, boolean nullable) {
    List<StructField> fields = new ArrayList<>(Arrays.asList(input.fields()));
    for (String name : outputs) {
      if (!name.isEmpty()) {
        StructField field = checked.apply(name);
        fields.add(new StructField(name, field.dataType(), nullable, field.metadata()));
      }
    }
    return new StructType(fields.toArray(new StructField[0]));
  }
}
