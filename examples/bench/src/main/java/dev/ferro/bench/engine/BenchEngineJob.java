package dev.ferro.bench.engine;

import dev.ferro.bench.measure.BenchOptions;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.NamedEngine;
import dev.ferro.examples.job.TempFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this node's engines, side by side with others. */
@Command(
    name = BenchEngineJob.NAME,
    description = {
      "Measure the engines that can run here, on one thread: rows per second of training (Adam) and"
          + " scoring, and the share of what the core can do at most.",
      "A second counts while a core computes. Waiting for a core does not count."
    },
    showDefaultValues = true)
public final class BenchEngineJob implements Callable<Integer> {
  static final String NAME = "bench-engine";

  @Spec private CommandSpec command;

  @Option(
      names = "--shapes",
      split = ",",
      paramLabel = "WIDTHS",
      converter = NetworkSpecConverter.class,
      defaultValue =
          "784-128-128-10,64-128-128-10,100-64-32-1,30-256-256-256-2,784-512-512-10,"
              + "1024-2048-2048-1000",
      description = {
        "networks, by the widths of their layers",
        "the chart and the checks use the first"
      })
  private List<NetworkSpec> shapes;

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "ROWS",
      showDefaultValue = Visibility.NEVER,
      description = "batch sizes (default: 32, 128, 512 and 4096; for scoring also 1)")
  private List<Integer> batches = List.of();

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "ID",
      showDefaultValue = Visibility.NEVER,
      description = "engines to measure (default: all that can run here)")
  private List<String> engines = List.of();

  @Option(
      names = "--peers",
      arity = "0..1",
      split = ",",
      paramLabel = "ID",
      fallbackValue = "jax,sklearn,onnxruntime,torch",
      showDefaultValue = Visibility.NEVER,
      description = {
        "others to measure side by side: jax, sklearn, onnxruntime, torch, mlx",
        "without a list: all but mlx",
        "pip installs them into a virtual environment of Python, below examples/target (torch"
            + " brings 5 GB)"
      })
  private List<String> peers = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:FERRO_MNIST_DIR}",
      showDefaultValue = Visibility.NEVER,
      description =
          "folder with MNIST's files, for networks with 784 inputs (default: FERRO_MNIST_DIR from"
              + " the environment, else random rows)")
  private Path data;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "rounds of measuring, but only three if they take long")
  private int repeats = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "about how long each runner takes in each round")
  private double seconds = 0.1;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "draw the first network's figures as a bar chart")
  private Path svg;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    BenchOptions.requirePositive(command, "--repeats", repeats);
    BenchOptions.requirePositive(command, "--seconds", seconds);
    batches.forEach(batch -> BenchOptions.requirePositive(command, "--batches", batch));
    List<Engine> ours = engines.isEmpty() ? usableEngines() : namedEngines();
    List<Peer> others = peers.stream().map(id -> Peer.require(command, id)).toList();
    RowSource source = new RowSource(data);
    Peak peak = Peak.measure();
    Notes notes = new Notes();
    try (TempFolder temp = TempFolder.create(NAME);
        Runners runners = Runners.start(ours, others, temp.folder())) {
      System.out.println(new ReportHeader(peak, runners.all(), source, shapes));
      Race race = new Race(repeats, seconds);
      Benchmark benchmark = new Benchmark(runners, race, source, peak, temp.folder());
      List<Figure> figures = benchmark.run(shapes, batches, notes);
      System.out.println(
          "\nrounds differ from their median by: " + Spread.of(figures, runners.ids()));
      System.out.println(benchmark.twoNetworks(shapes.get(0)));
      conclude(figures, notes);
    }
    return notes.failures().isEmpty() ? 0 : 1;
  }

  private void conclude(List<Figure> figures, Notes notes) {
    String first = shapes.get(0).toString();
    notes.all().forEach(System.out::println);
    VectorisationCheck.warning(figures, first)
        .ifPresent(text -> System.err.println("warning: " + text));
    notes.failures().forEach(System.err::println);
    json.write(figures);
    if (svg != null) {
      SpeedChart.write(svg, figures, first);
    }
  }

  private static List<Engine> usableEngines() {
    return Engines.all().stream().filter(engine -> engine.unusableReason().isEmpty()).toList();
  }

  private List<Engine> namedEngines() {
    return engines.stream().map(id -> NamedEngine.require(command, "--engines among", id)).toList();
  }
}
