package dev.ferro.examples.job;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Where Spark runs. */
public final class SparkOptions {
  /** System property by which {@code examples/run} names the jars that executors need. */
  private static final String JARS = "ferro.examples.jars";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "Spark master (default: local[*], all cores of this machine)",
        "spark-submit's own --master wins over this one"
      })
  private String master;

  /**
   * A session for the job. The caller closes it.
   *
   * @param job shown in Spark's UI
   */
  public SparkSession open(String job) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster(master == null ? "local[*]" : master);
    } else if (master != null && !master.equals(conf.get("spark.master"))) {
      System.err.println(
          "--master "
              + master
              + " is not used: Spark was started with "
              + conf.get("spark.master"));
    }
    if (conf.get("spark.master").startsWith("local[") || conf.get("spark.master").equals("local")) {
      stayHere(conf);
    } else if (System.getProperty(JARS) != null) {
      conf.setIfMissing("spark.jars", System.getProperty(JARS));
    }
    return SparkSession.builder().appName("Ferro " + job).config(conf).getOrCreate();
  }

  /** Uses no name service and opens no port to others, because one process only talks to itself. */
  private static void stayHere(SparkConf conf) {
    conf.setIfMissing("spark.driver.host", "localhost");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.ui.enabled", "false");
  }
}
