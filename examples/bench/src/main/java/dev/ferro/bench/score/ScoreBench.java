package dev.ferro.bench.score;

import dev.ferro.bench.measure.Repeats;
import dev.ferro.examples.job.OutputFolder;
import dev.ferro.spark.MLPClassifier;
import dev.ferro.spark.MLPModel;
import dev.ferro.spark.MLPRegressor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Scores images with all columns and narrow rows with the prediction alone, cached and from Parquet
 * files, by Ferro, Spark's own model and ONNX Runtime. The scan and the engine alone show what is
 * lost.
 */
final class ScoreBench {
  /** The ids of all scorers. */
  static final List<String> RUNNERS =
      List.of("ferro", "spark-mlp", "onnxruntime-128", "onnxruntime-4096", "scan", "engine");

  private static final int FITTED_ROWS = 256;
  private static final int[] ONNX_BATCHES = {128, 4096};

  private final SparkSession spark;
  private final List<String> runners;
  private final long rows;
  private final int repeats;
  private final List<ScoreMeasurement> measurements = new ArrayList<>();

  /**
   * Creates a benchmark.
   *
   * @param runners scorers to measure, from {@link #RUNNERS}
   * @param rows rows of each table
   * @param repeats how often each runner is measured
   */
  ScoreBench(SparkSession spark, List<String> runners, long rows, int repeats) {
    this.spark = spark;
    this.runners = runners;
    this.rows = rows;
    this.repeats = repeats;
  }

  /**
   * Measures, and prints each figure at once.
   *
   * @param mnist folder of MNIST's files, or null for the bundled digits
   */
  List<ScoreMeasurement> run(Path mnist) {
    measure(ScoreData.images(spark, mnist, rows), true);
    measure(ScoreData.narrow(spark, rows), false);
    return measurements;
  }

  private void measure(ScoreData data, boolean all) {
    String file = OutputFolder.resolve("bench-score-" + data.name()).toString();
    data.rows().write().mode(SaveMode.Overwrite).parquet(file);
    Dataset<Row> parquet = spark.read().parquet(file);
    List<Scorer> scorers = scorers(data, parquet, all);
    Dataset<Row> cached = parquet.coalesce(cores()).cache();
    cached.count();
    measure(data, scorers, "cached", cached, all);
    cached.unpersist(true);
    measure(data, scorers, "parquet", parquet, all);
  }

  private List<Scorer> scorers(ScoreData data, Dataset<Row> table, boolean all) {
    int[] layers = data.layers();
    Dataset<Row> some = table.limit(FITTED_ROWS).cache();
    MLPModel<?, ?> model =
        layers[layers.length - 1] > 1
            ? new MLPClassifier().setLayers(layers).setMaxIter(1).fit(some)
            : new MLPRegressor().setLayers(layers).setMaxIter(1).fit(some);
    List<Scorer> scorers = new ArrayList<>();
    scorers.add(new ModelScorer("ferro", (Model<?>) model, all));
    if (layers[layers.length - 1] > 1) {
      Model<?> sparks =
          new MultilayerPerceptronClassifier().setLayers(layers).setMaxIter(1).fit(some);
      scorers.add(new ModelScorer("spark-mlp", sparks, all));
    }
    for (int batch : ONNX_BATCHES) {
      scorers.add(new OnnxScorer(spark, model.network(), all, batch));
    }
    scorers.add(new ScanScorer(all));
    scorers.add(new EngineScorer(model.network(), table, rows, model.getBatchSize()));
    some.unpersist();
    scorers.removeIf(scorer -> !runners.contains(scorer.runner()));
    return scorers;
  }

  private void measure(
      ScoreData data, List<Scorer> scorers, String source, Dataset<Row> table, boolean all) {
    String network = data.network().toString();
    String columns = all ? "all" : "prediction";
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %d rows, %s, columns: %s%n",
        network,
        data.name(),
        rows,
        source,
        columns);
    List<ScorePoint> points = ScoreRace.run(scorers, table, repeats);
    System.out.println(ScoreTable.of(points, rows, cores()));
    for (ScorePoint point : points) {
      double perSecond = rows / point.median();
      measurements.add(
          new ScoreMeasurement(
              "score",
              point.runner(),
              spark.sparkContext().master(),
              new ScoreMeasurement.Table(data.name(), network, source, rows),
              columns,
              new Repeats(point.median(), perSecond, point.best(), point.seconds().size()),
              perSecond / cores()));
    }
  }

  private int cores() {
    return spark.sparkContext().defaultParallelism();
  }
}
