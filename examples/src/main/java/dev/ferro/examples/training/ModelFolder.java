package dev.ferro.examples.training;

import dev.ferro.examples.job.JobException;
import dev.ferro.examples.job.OutputFolder;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;

/** The folder for the trained model, and the check that a saved model loads unchanged. */
final class ModelFolder {
  private static final double ROUNDING = 1e-5;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = {
        "where to save the model, replacing what is there",
        "(default: a folder of the job's name; on a cluster, one that every node sees)"
      })
  private String folder;

  /**
   * Saves a model, loads it back and compares the predictions of both. If a cluster mixes engines,
   * another one may score a row the second time. So numbers agree up to float32 rounding.
   *
   * @param job names the default folder
   * @param reader of such models
   * @param rows to predict
   * @return where the model is, in full
   */
  <M extends Model<M> & MLWritable> String save(
      String job, M model, MLReader<M> reader, Dataset<Row> rows) {
    String path = full(job, rows);
    try {
      model.write().overwrite().save(path);
    } catch (IOException e) {
      throw new JobException("[save] could not save the model to " + path + ": " + e, e);
    }
    List<Row> before = model.transform(rows).drop("features").collectAsList();
    List<Row> after = reader.load(path).transform(rows).drop("features").collectAsList();
    for (int row = 0; row < before.size(); row++) {
      if (!agree(before.get(row), after.get(row))) {
        throw new JobException(
            "[load] expected the loaded model to predict "
                + before.get(row)
                + ", got "
                + after.get(row)
                + " (row "
                + row
                + ", "
                + path
                + ")");
      }
    }
    System.out.println(
        "Saved in " + path + "\nLoaded back: predicts the same, within 1e-5 (float32's rounding).");
    return path;
  }

  private String full(String job, Dataset<Row> rows) {
    Path path = new Path(folder == null ? OutputFolder.resolve(job).toString() : folder);
    try {
      return path.getFileSystem(rows.sparkSession().sparkContext().hadoopConfiguration())
          .makeQualified(path)
          .toString();
    } catch (IOException e) {
      throw new JobException("[save] could not save the model to " + path + ": " + e, e);
    }
  }

  private static boolean agree(Row before, Row after) {
    boolean agree = before.size() == after.size();
    for (int i = 0; agree && i < before.size(); i++) {
      double[] one = values(before.get(i));
      double[] other = values(after.get(i));
      agree = one.length == other.length;
      for (int k = 0; agree && k < one.length; k++) {
        agree = Math.abs(one[k] - other[k]) <= ROUNDING * Math.max(1, Math.abs(one[k]));
      }
    }
    return agree;
  }

  private static double[] values(Object column) {
    return column instanceof Vector vector ? vector.toArray() : new double[] {(Double) column};
  }
}
