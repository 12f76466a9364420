package dev.ferro.examples.data;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import dev.ferro.examples.job.JobException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows with the columns that Spark ML expects, from the gzip CSV files in the jar. */
final class TrainingRows {
  static final String LABEL = "label";
  static final String FEATURES = "features";

  /**
   * The same number on every machine, because a fit depends on how its rows are partitioned. So the
   * same seed gives the same model for any number of cores.
   */
  static final int PARTITIONS = 8;

  private TrainingRows() {}

  /**
   * The lines of a file in the jar.
   *
   * @param name its name in {@code resources/data}
   */
  static List<String> lines(String name) {
    try (InputStream in = TrainingRows.class.getResourceAsStream("/data/" + name)) {
      if (in == null) {
        throw new JobException("[data] expected " + name + " in the examples' jar, got nothing");
      }
      return new BufferedReader(
              new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new JobException("[data] could not read " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads lines by Spark's CSV reader. The order of the rows stays.
   *
   * @param lines numbers, the features first and the label last
   * @param features how many there are
   */
  static Dataset<Row> read(SparkSession spark, List<String> lines, String separator, int features) {
    List<String> names = IntStream.range(0, features).mapToObj(i -> "feature" + i).toList();
    String schema = String.join(" double, ", names) + " double, " + LABEL + " double";
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    Dataset<String> text =
        spark.createDataset(context.parallelize(lines, PARTITIONS).rdd(), Encoders.STRING());
    Column[] columns = names.stream().map(name -> col(name)).toArray(Column[]::new);
    return spark
        .read()
        .schema(schema)
        .option("sep", separator)
        .option("mode", "FAILFAST")
        .csv(text)
        .select(col(LABEL), array_to_vector(array(columns)).as(FEATURES));
  }
}
