package dev.ferro.examples.training;

import dev.ferro.examples.job.JobException;
import dev.ferro.examples.job.OutputFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Where the trained model goes, and the check that it comes back as it was. */
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
   * Saves a model.
   *
   * @param job names the default folder
   * @return where the model lies, in full
   */
  String save(SparkSession spark, String job, MLWritable model) {
    Path path = new Path(folder == null ? OutputFolder.resolve(job).toString() : folder);
    try {
      Path full =
          path.getFileSystem(spark.sparkContext().hadoopConfiguration()).makeQualified(path);
      model.write().overwrite().save(full.toString());
      return full.toString();
    } catch (IOException e) {
      throw new JobException("[save] could not save the model to " + path + ": " + e, e);
    }
  }

  /**
   * Loads a model back and compares what it predicts with what it predicted before. Another engine
   * may score a row this time, where a cluster mixes them: numbers agree up to float32 rounding.
   *
   * @param path where the model lies
   * @param load loads a model from there
   * @param score what a model predicts
   * @param before what it predicted before
   */
  static <M> void requireSame(
      String path, Function<String, M> load, Function<M, List<Row>> score, List<Row> before) {
    List<Row> after = score.apply(load.apply(path));
    for (int row = 0; row < before.size(); row++) {
      if (!agree(before.get(row), after.get(row))) {
        throw new JobException(
            "[load] expected the loaded model to predict "
                + before.get(row)
                + ", got "
                + after.get(row)
                + " (held-out row "
                + row
                + ", "
                + path
                + ")");
      }
    }
  }

  private static boolean agree(Object before, Object after) {
    if (before instanceof Row one && after instanceof Row other) {
      boolean agree = one.size() == other.size();
      for (int i = 0; agree && i < one.size(); i++) {
        agree = agree(one.get(i), other.get(i));
      }
      return agree;
    }
    if (before instanceof Vector one && after instanceof Vector other) {
      boolean agree = one.size() == other.size();
      for (int i = 0; agree && i < one.size(); i++) {
        agree = agree(one.apply(i), other.apply(i));
      }
      return agree;
    }
    if (before instanceof Double one && after instanceof Double other) {
      return Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one));
    }
    return before.equals(after);
  }
}
