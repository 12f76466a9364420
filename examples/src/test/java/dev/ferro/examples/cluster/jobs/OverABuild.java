package dev.ferro.examples.cluster.jobs;

import dev.ferro.examples.Main;
import dev.ferro.spark.MLPClassifier;
import java.nio.file.Files;
import java.nio.file.Path;

/** A job that waits for a build to end, and then needs many classes that it did not need before. */
public final class OverABuild {
  private OverABuild() {}

  /**
   * Waits, then trains.
   *
   * @param args a file to write when it waits, a file to wait for, and the job to run then
   */
  public static void main(String[] args) throws Exception {
    if (Main.run("--version") != 0 || new MLPClassifier().getMaxIter() < 1) {
      throw new IllegalStateException("expected both jars to be open");
    }
    Files.createFile(Path.of(args[0]));
    for (int tenths = 0; !Files.exists(Path.of(args[1])); tenths++) {
      if (tenths > 1200) {
        throw new IllegalStateException("expected a build within two minutes");
      }
      Thread.sleep(100);
    }
    String[] job = new String[args.length - 2];
    System.arraycopy(args, 2, job, 0, job.length);
    System.exit(Main.run(job));
  }
}
