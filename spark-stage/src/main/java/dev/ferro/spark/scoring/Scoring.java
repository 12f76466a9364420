package dev.ferro.spark.scoring;

import dev.ferro.spark.rows.InvalidRows;
import java.io.Serializable;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How models score a dataset: lazily, a batch of rows for each call to the node's engine, one
 * network for each task.
 *
 * @param network what scores
 * @param featuresCol the column that holds the features
 * @param batchSize rows of a call, at least 1
 * @param engine engine id or auto
 * @param handleInvalid one of {@link InvalidRows}
 * @param output what is appended to each row
 */
public record Scoring(
    TrainedNetwork network,
    String featuresCol,
    int batchSize,
    String engine,
    String handleInvalid,
    RowOutput output)
    implements Serializable {

  /**
   * Appends a model's output to every row.
   *
   * @param data rows with the features
   * @param schema the data's schema with the output columns appended
   */
  public Dataset<Row> transform(Dataset<?> data, StructType schema) {
    int outputs = schema.length() - data.schema().length();
    if (outputs == 0) {
      return data.toDF();
    }
    int features = data.schema().fieldIndex(featuresCol);
    MapPartitionsFunction<Row, Row> score =
        rows -> new PartitionScorer(this, rows, features, outputs);
    return withMetadata(data.toDF().mapPartitions(score, Encoders.row(schema)), schema);
  }

  /** Puts back the columns' metadata, which no encoder carries. */
  private static Dataset<Row> withMetadata(Dataset<Row> scored, StructType schema) {
    StructField[] fields = schema.fields();
    String[] unique = new String[fields.length];
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      unique[i] = "c" + i;
      columns[i] = new Column(unique[i]).as(fields[i].name(), fields[i].metadata());
    }
    return scored.toDF(unique).select(columns);
  }
}
