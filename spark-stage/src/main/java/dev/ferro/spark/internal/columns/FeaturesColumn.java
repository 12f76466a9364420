package dev.ferro.spark.internal.columns;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The column that holds the features: a Vector or an array of numbers. Arrays of float and double
 * are read as they are. Spark casts bytes, integers, decimals and booleans to double.
 */
public record FeaturesColumn(NamedColumn named) {
  /**
   * Finds the column and checks its type.
   *
   * @param name the value of {@code featuresCol}
   * @throws IllegalArgumentException if there is no such column, or it cannot hold features. The
   *     message has a remedy
   */
  public static FeaturesColumn of(StructType schema, String name) {
    NamedColumn named = NamedColumn.of(schema, "featuresCol", name);
    DataType type = named.type();
    if (!isVector(type) && !isNumbers(type)) {
      throw new IllegalArgumentException(
          "[columns] expected a Vector or an array of numbers in column '"
              + name
              + "' (featuresCol), got "
              + type.simpleString()
              + " ("
              + remedy(type, name)
              + ")");
    }
    return new FeaturesColumn(named);
  }

  /** The column of a dataset: a Vector, an array of float or an array of double. */
  public Column in(Dataset<?> data) {
    Column column = named.in(data);
    return isVector(named.type()) || isRead(((ArrayType) named.type()).elementType())
        ? column
        : column.cast(DataTypes.createArrayType(DataTypes.DoubleType));
  }

  /** The schema with the column declared as a Vector, as Spark's own checks require. */
  public StructType asVector(StructType schema) {
    return isVector(named.type()) ? schema : replaced(schema, named.field());
  }

  private static StructType replaced(StructType schema, StructField wanted) {
    StructField[] fields = schema.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      StructField field = fields[i];
      DataType type = field.dataType();
      if (field == wanted) {
        type = SQLDataTypes.VectorType();
      } else if (type instanceof StructType nested) {
        type = replaced(nested, wanted);
      }
      fields[i] = new StructField(field.name(), type, field.nullable(), field.metadata());
    }
    return new StructType(fields);
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  private static boolean isNumbers(DataType type) {
    return type instanceof ArrayType array && isNumber(array.elementType());
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  private static boolean isRead(DataType element) {
    return element.equals(DataTypes.FloatType) || element.equals(DataTypes.DoubleType);
  }

  private static String remedy(DataType type, String name) {
    if (isNumber(type)) {
      return "array(" + name + ", …) or VectorAssembler makes features of columns";
    }
    if (type.equals(DataTypes.StringType)) {
      return "cast(split(" + name + ", ',') as array<double>) reads numbers from text";
    }
    if (type instanceof ArrayType array) {
      return array.elementType() instanceof ArrayType
          ? "flatten(" + name + ") makes one array"
          : "cast(" + name + " as array<double>) makes numbers";
    }
    if (type.getClass().getName().contains(".mllib.")) {
      return "MLUtils.convertVectorColumnsToML makes a Vector of spark.ml";
    }
    return "array(…) or VectorAssembler makes features of single values";
  }
}
