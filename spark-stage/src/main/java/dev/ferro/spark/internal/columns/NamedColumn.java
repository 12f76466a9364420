package dev.ferro.spark.internal.columns;

import java.util.Arrays;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column that a stage's param names, as Spark's own stages resolve names: {@code s.label} is a
 * field of a struct, {@code `a.b`} a column with a dot in its name, and case counts where {@code
 * spark.sql.caseSensitive} says so.
 *
 * @param param that names the column
 * @param name as the user gave it
 * @param field the column's type, nullability and metadata
 */
public record NamedColumn(String param, String name, StructField field) {
  /**
   * Finds a column.
   *
   * @throws IllegalArgumentException when there is none of that name; names the param and lists the
   *     columns
   */
  public static NamedColumn of(StructType schema, String param, String name) {
    try {
      return new NamedColumn(param, name, SchemaUtils.getSchemaField(schema, name));
    } catch (Exception e) { // Spark's parser throws checked ones that it does not declare.
      throw new IllegalArgumentException(
          "[columns] expected a column for "
              + param
              + ", got '"
              + name
              + "' beside the columns "
              + Arrays.toString(schema.fieldNames())
              + " (s.x is field x of struct s; a name with dots is put in backticks)",
          e);
    }
  }

  /**
   * Refuses null for a param of a stage, Spark's own included.
   *
   * @throws IllegalArgumentException that names the param
   */
  public static void requireNoNulls(Params stage) {
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param) && stage.getOrDefault(param) == null) {
        throw new IllegalArgumentException(
            "[param] expected a value for "
                + param.name()
                + " of "
                + stage.uid()
                + ", got null (clear(param) restores the default)");
      }
    }
  }

  /** The column's type. */
  public DataType type() {
    return field.dataType();
  }

  /** The column of a dataset with the schema in which this was found. */
  public Column in(Dataset<?> data) {
    return data.col(name);
  }
}
