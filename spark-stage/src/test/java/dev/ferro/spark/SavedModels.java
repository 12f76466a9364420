package dev.ferro.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tiny models on disk with the scores that they gave when they were saved: {@code NAME/} and {@code
 * NAME.csv} in one folder for each version of Ferro.
 */
final class SavedModels {
  private static final String[] CLASSIFIED = {"rawPrediction", "probability", "prediction"};
  private static final String[] REGRESSED = {"prediction"};

  private final SparkSession spark;
  private final Path folder;

  SavedModels(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** Trains and saves one model of each kind. */
  void save() throws IOException {
    Dataset<Row> rings = inColumns(TestData.rings(spark, 60));
    Dataset<Row> waves = inColumns(TestData.waves(spark, 60));
    MLPClassifier classifier =
        new MLPClassifier("mlpc")
            .setLayers(new int[] {2, 5, 3})
            .setMaxIter(20)
            .setBatchSize(16)
            .setStepSize(0.02)
            .setNumWorkers(1)
            .setEngine("java")
            .setSeed(1);
    MLPRegressor regressor =
        new MLPRegressor("mlpr")
            .setLayers(new int[] {2, 5, 1})
            .setMaxIter(20)
            .setBatchSize(16)
            .setStepSize(0.02)
            .setNumWorkers(1)
            .setEngine("java")
            .setSeed(1);
    save("classifier", classifier.fit(rings), rings, CLASSIFIED);
    save("regressor", regressor.fit(waves), waves, REGRESSED);
    // The weights alone would lose the spread of these features.
    Dataset<Row> far = shifted(waves, value -> Vectors.dense(value.apply(0) + 1e9, value.apply(1)));
    save("standardized-regressor", regressor.fit(far), far, REGRESSED);
    VectorAssembler assembler =
        new VectorAssembler("assembler")
            .setInputCols(new String[] {"x0", "x1"})
            .setOutputCol("features");
    Dataset<Row> parts = rings.drop("features");
    save("pipeline", fit(parts, assembler, classifier), parts, CLASSIFIED);
    classifier.write().save(folder.resolve("estimator").toString());
  }

  private static PipelineModel fit(Dataset<Row> data, PipelineStage... stages) {
    return new Pipeline("pipeline").setStages(stages).fit(data);
  }

  /** The first features once more, in columns of their own. */
  private Dataset<Row> inColumns(Dataset<Row> data) {
    return shifted(data, value -> Vectors.dense(value.apply(0), value.apply(1)));
  }

  private Dataset<Row> shifted(Dataset<Row> data, UnaryOperator<Vector> change) {
    List<Row> rows = new ArrayList<>();
    for (Row row : data.orderBy("id").collectAsList()) {
      Vector features = change.apply(row.getAs("features"));
      rows.add(row(row.getAs("id"), row.getAs("label"), features.toArray()));
    }
    return spark.createDataFrame(rows, schema());
  }

  private static Row row(long id, double label, double[] features) {
    return RowFactory.create(id, label, features[0], features[1], Vectors.dense(features));
  }

  private static StructType schema() {
    return new StructType()
        .add("id", DataTypes.LongType)
        .add("label", DataTypes.DoubleType)
        .add("x0", DataTypes.DoubleType)
        .add("x1", DataTypes.DoubleType)
        .add("features", TestData.SCHEMA.apply("features").dataType());
  }

  private <M extends Transformer & MLWritable> void save(
      String name, M model, Dataset<Row> rows, String[] outputs) throws IOException {
    model.write().save(folder.resolve(name).toString());
    List<String> lines = new ArrayList<>();
    lines.add("x0,x1," + String.join(",", outputs));
    for (Row row : model.transform(rows.limit(12)).collectAsList()) {
      List<String> values = new ArrayList<>();
      values.add(text(row.getAs("x0")));
      values.add(text(row.getAs("x1")));
      for (String output : outputs) {
        values.add(text(row.getAs(output)));
      }
      lines.add(String.join(",", values));
    }
    Files.write(folder.resolve(name + ".csv"), lines);
  }

  private static String text(Object value) {
    String text = value instanceof Vector v ? Arrays.toString(v.toArray()) : value.toString();
    return text.replaceAll("[\\[\\],]", "");
  }

  /** The rows that a model was saved with. */
  Dataset<Row> rows(String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String[] cells : cells(name)) {
      rows.add(row(rows.size(), 0, new double[] {numbers(cells[0])[0], numbers(cells[1])[0]}));
    }
    return spark.createDataFrame(rows, schema()).coalesce(1);
  }

  /** What the model gave for them in one output column: the numbers of each row. */
  List<double[]> expected(String name, String output) throws IOException {
    int column = Arrays.asList(outputs(name)).indexOf(output) + 2;
    return cells(name).stream().map(cells -> numbers(cells[column])).toList();
  }

  /** The output columns that a model was saved with. */
  String[] outputs(String name) throws IOException {
    String[] header = lines(name).get(0).split(",");
    return Arrays.copyOfRange(header, 2, header.length);
  }

  private List<String[]> cells(String name) throws IOException {
    return lines(name).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name + ".csv"));
  }

  private static double[] numbers(String cell) {
    return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
