package dev.ferro.examples.engines;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Workload;
import dev.ferro.spark.internal.model.NodeEngine;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;

/**
 * The engine of one process of a cluster.
 *
 * @param process where it is
 * @param engine id of the chosen engine, or null if none can run
 * @param description what computes, or why nothing does
 * @param why {@code auto}, or who named the engine
 * @param rejected the other engines, each with the reason
 */
record NodeReport(
    @JsonUnwrapped ClusterProcess process,
    String engine,
    String description,
    String why,
    Map<String, String> rejected)
    implements Serializable {

  /**
   * A process of a cluster.
   *
   * @param executor Spark's id of the process, {@code driver} for the one that runs the job
   * @param host its name
   * @param os operating system
   * @param arch processor
   */
  record ClusterProcess(String executor, String host, String os, String arch)
      implements Serializable {
    private static ClusterProcess here() {
      return new ClusterProcess(
          SparkEnv.get().executorId(),
          hostName(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("os.arch"));
    }

    @Override
    public String toString() {
      String name = executor.equals("driver") ? "driver" : "executor " + executor;
      return name + " on " + host + ", " + os + ", " + arch;
    }
  }

  /**
   * The report of this process, which runs Spark.
   *
   * @param requested an engine, or auto
   */
  static NodeReport here(String requested) {
    try {
      EngineSelection selection = NodeEngine.select(requested, Workload.TYPICAL);
      return here(
          selection.engine().id(),
          selection.engine().description(),
          selection.why(),
          new LinkedHashMap<>(selection.rejected()));
    } catch (EngineUnavailableException | IllegalArgumentException e) {
      return here(null, e.getMessage(), null, new LinkedHashMap<>());
    }
  }

  private static NodeReport here(
      String engine, String description, String why, Map<String, String> rejected) {
    return new NodeReport(ClusterProcess.here(), engine, description, why, rejected);
  }

  String executor() {
    return process.executor();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return SparkEnv.get().blockManager().blockManagerId().host();
    }
  }

  /** A readable report of a few lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(process);
    if (engine == null) {
      return text.append("\n  no engine: ").append(description).toString();
    }
    text.append("\n  ").append(engine).append(": ").append(description);
    text.append(" (").append(why).append(")");
    rejected.forEach(
        (id, reason) -> text.append("\n  not ").append(id).append(": ").append(reason));
    return text.toString();
  }
}
