package dev.ferro.examples.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * What spark-submit is asked to run.
 *
 * @param name for logs
 * @param mode {@code client} or {@code cluster}: where the driver runs
 * @param conf Spark's settings
 * @param jars beside the job's own
 * @param mainClass of the job
 * @param jar the job's own
 * @param arguments of the job
 */
record Submission(
    String name,
    String mode,
    Map<String, String> conf,
    List<Path> jars,
    String mainClass,
    Path jar,
    List<String> arguments) {
  static final String CLIENT = "client";
  static final String CLUSTER = "cluster";

  private static final Map<String, String> CONF =
      Map.of(
          "spark.driver.memory", "512m",
          "spark.executor.memory", "512m",
          "spark.driver.extraJavaOptions", Cluster.JVM,
          "spark.executor.extraJavaOptions", Cluster.JVM,
          "spark.ui.enabled", "false",
          // In cluster mode, spark-submit ends when the job does, and with its success.
          "spark.standalone.submit.waitAppCompletion", "true");

  /** What Spark itself sends where jobs make rows, read files and write them. */
  private static final List<String> SPARKS_OWN =
      List.of(
          "org.apache.spark.sql.catalyst.expressions.GenericRow",
          "org.apache.spark.ml.linalg.VectorUDT",
          "org.apache.spark.sql.types.ArrayType",
          "org.apache.spark.sql.types.FloatType$",
          "org.apache.spark.sql.execution.streaming.sinks.SinkFileStatus");

  /** One of the packaged examples. */
  static Submission example(String job, String... options) {
    List<String> arguments = new ArrayList<>(List.of(job));
    arguments.addAll(List.of(options));
    return new Submission(
        job,
        CLIENT,
        CONF,
        List.of(Packaged.stage()),
        "dev.ferro.examples.Main",
        Packaged.examples(),
        arguments);
  }

  /** A job of these tests. */
  static Submission test(Class<?> main, Path jar, String... arguments) {
    return new Submission(
        main.getSimpleName(),
        CLIENT,
        CONF,
        List.of(Packaged.stage(), Packaged.examples()),
        main.getName(),
        jar,
        List.of(arguments));
  }

  /** The same with a setting more. */
  Submission with(String key, String value) {
    Map<String, String> all = new TreeMap<>(conf);
    all.put(key, value);
    return new Submission(name, mode, all, jars, mainClass, jar, arguments);
  }

  /** The same, where two executors are there before the first job, and no more come. */
  Submission onTwoExecutors() {
    return with("spark.cores.max", "2").with("spark.scheduler.minRegisteredResourcesRatio", "1");
  }

  /** The same by Kryo, the serializer of most clusters. */
  Submission byKryo() {
    return with("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .with("spark.kryo.registrationRequired", "true")
        .with("spark.kryo.classesToRegister", String.join(",", SPARKS_OWN));
  }

  /** The serializer, for people. */
  String serializer() {
    return conf.containsKey("spark.serializer") ? "Kryo" : "Java";
  }

  /**
   * The same with its driver on a worker. Spark opens Java's modules to every JVM of a job but to
   * this one, and Kryo needs them open.
   */
  Submission inCluster() {
    Map<String, String> all = new TreeMap<>(conf);
    all.merge(
        "spark.driver.extraJavaOptions",
        JavaModuleOptions.defaultModuleOptions(),
        (own, modules) -> own + " " + modules);
    return new Submission(name, CLUSTER, all, jars, mainClass, jar, arguments);
  }

  boolean isClient() {
    return mode.equals(CLIENT);
  }

  /** Arguments of spark-submit. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("--deploy-mode", mode));
    conf.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    words.addAll(List.of("--jars", String.join(",", jars.stream().map(Path::toString).toList())));
    words.addAll(List.of("--class", mainClass, jar.toString()));
    words.addAll(arguments);
    return words;
  }
}
