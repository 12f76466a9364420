package dev.ferro.spark.rows;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Lets a features column be an array of float or double where Spark's own checks want a Vector. */
public final class FeaturesColumn {
  private FeaturesColumn() {}

  /** The schema with the column, where it is such an array, declared as a Vector. */
  public static StructType asVector(StructType schema, String column) {
    return isArray(schema, column) ? withType(schema, column, SQLDataTypes.VectorType()) : schema;
  }

  /** The schema with the column declared as it is in the original. */
  public static StructType restore(StructType schema, StructType original, String column) {
    return isArray(original, column)
        ? withType(schema, column, original.apply(column).dataType())
        : schema;
  }

  private static boolean isArray(StructType schema, String column) {
    return schema.getFieldIndex(column).isDefined()
        && schema.apply(column).dataType() instanceof ArrayType array
        && (array.elementType().equals(DataTypes.FloatType)
            || array.elementType().equals(DataTypes.DoubleType));
  }

  private static StructType withType(
      StructType schema, String column, org.apache.spark.sql.types.DataType type) {
    StructField[] fields = schema.fields().clone();
    int at = schema.fieldIndex(column);
    StructField field = fields[at];
    fields[at] = new StructField(field.name(), type, field.nullable(), field.metadata());
    return new StructType(fields);
  }
}
