package dev.ferro.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A standalone cluster of a Spark distribution: a master and workers as processes, each on a node
 * of its own. Workers come and go by name; each has one core, and so one executor.
 */
final class Cluster implements AutoCloseable {
  private static final String MASTER = "master";
  private static final String SUBMITTER = "submitter";
  private static final int SECONDS_TO_START = 120;

  /** JVMs that live for seconds: what starts fast is fast. */
  static final String JVM = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final Path home;
  private final Path folder;
  private final Network network;
  private final String url;
  private final Service master;
  private final Map<String, Worker> workers = new TreeMap<>();
  private int processes;

  private Cluster(Path home, Path folder, Network network) throws IOException {
    this.home = home;
    this.folder = folder;
    this.network = network;
    String host = network.address(MASTER);
    String port = String.valueOf(network.port(MASTER));
    url = "spark://" + host + ":" + port;
    List<String> daemon =
        daemon("master.Master", "--host", host, "--port", port, "--webui-port", "0");
    master = start(MASTER, MASTER, daemon, Map.of());
  }

  /**
   * Starts a master.
   *
   * @param home of the Spark distribution
   * @param folder for logs and files, which all nodes see
   */
  static Cluster start(Path home, Path folder) throws IOException, InterruptedException {
    Network network = Network.open(folder);
    try {
      Cluster cluster = new Cluster(home, folder, network);
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
      cluster.master.awaitLog("I have been elected leader", SECONDS_TO_START);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** What joins the nodes, for people. */
  String describe() {
    return network.describe();
  }

  /** Starts and stops workers until exactly these are there. */
  void workers(String... names) throws IOException, InterruptedException {
    List<String> wanted = List.of(names);
    for (Worker worker : List.copyOf(workers.values())) {
      if (!wanted.contains(worker.name()) || !worker.service().isAlive()) {
        kill(worker.name());
      }
    }
    for (String name : wanted) {
      if (!workers.containsKey(name)) {
        add(name);
      }
    }
  }

  /** Starts a worker and waits until the master knows it. */
  void add(String name) throws IOException, InterruptedException {
    Path work = folder.resolve(name + "-work-" + processes);
    List<String> daemon =
        daemon(
            "worker.Worker",
            "--host",
            network.address(name),
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            url);
    Map<String, String> own = Map.of("SPARK_WORKER_DIR", work.toString());
    Worker worker = new Worker(name, start(name, name, daemon, own), work);
    workers.put(name, worker);
    worker.service().awaitLog("Successfully registered with master", SECONDS_TO_START);
  }

  /** Kills a worker with all it started, as if its node had lost its power. */
  void kill(String name) {
    workers.remove(name).service().close();
  }

  /** Submits a job to the cluster. The caller closes it. */
  Application submit(Submission submission) throws IOException {
    List<String> command = new ArrayList<>(List.of(program("spark-submit"), "--master", url));
    if (submission.isClient()) {
      command.addAll(List.of("--conf", "spark.driver.host=" + network.address(SUBMITTER)));
    }
    command.addAll(submission.words());
    List<Executor> others = executors();
    List<Path> otherDrivers = driverLogs();
    Service service = start(submission.name(), SUBMITTER, command, Map.of());
    return new Application(this, service, submission.isClient(), others, otherDrivers);
  }

  /** Executors that the workers of now ever started. */
  List<Executor> executors() {
    return workers.values().stream().flatMap(worker -> worker.executors().stream()).toList();
  }

  /** Logs of the drivers that the workers of now ever started. */
  List<Path> driverLogs() {
    return workers.values().stream().flatMap(worker -> worker.driverLogs().stream()).toList();
  }

  private List<String> daemon(String name, String... arguments) {
    return Stream.concat(
            Stream.of(program("spark-class"), "org.apache.spark.deploy." + name),
            Stream.of(arguments))
        .toList();
  }

  private Service start(String name, String node, List<String> command, Map<String, String> own)
      throws IOException {
    Map<String, String> environment = new HashMap<>(network.environment());
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    environment.put("SPARK_DAEMON_JAVA_OPTS", JVM);
    environment.put("SPARK_LAUNCHER_OPTS", JVM);
    environment.putAll(own);
    String unique = name + "-" + processes++;
    return new Service(unique, network.on(node, command), environment, folder);
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  @Override
  public void close() {
    List.copyOf(workers.keySet()).forEach(this::kill);
    master.close();
    network.close();
  }
}
