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
 * A column that a stage's param names. Names resolve as in Spark's own stages: {@code s.label} is a
 * field of a struct, and {@code `a.b`} is a column with a dot in its name. Case counts if {@code
 * spark.sql.caseSensitive} is set.
 *
 * @param param the param that names the column
 * @param name the name as the user gave it
 * @param field the column's type, nullability and metadata
 */
public record NamedColumn(String param, String name, StructField field) {
  /**
   * Finds a column.
   *
   * @throws IllegalArgumentException if there is none of that name. The message names the param and
   *     lists the columns
   */
  public static NamedColumn of(StructType schema, String param, String name) {
    try {
      return new NamedColumn(param, name, SchemaUtils.getSchemaField(schema, name));
    } catch (Exception e) { // Spark's parser throws checked exceptions that it does not declare.
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
   * Rejects null for any param of a stage, including Spark's own.
   *
   * @throws IllegalArgumentException with the name of the param
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

  /** The column, of a dataset with the schema in which it was found. */
  public Column in(Dataset<?> data) {
    return data.col(name);
  }
}
