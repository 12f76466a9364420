package dev.ferro.bench.engine;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.NamedEngine;
import dev.ferro.examples.job.Scratch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this node's engines, side by side with others. */
@Command(
    name = BenchEngineJob.NAME,
    description = {
      "Measure the engines that can run here, on one thread: rows per second of training (Adam) and"
          + " scoring, and the share of what the core can do at most.",
      "Seconds are those in which a core computed: waiting for one does not count."
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
        "the first is that of the chart and the checks"
      })
  private List<NetworkSpec> shapes;

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "ROWS",
      showDefaultValue = Visibility.NEVER,
      description =
          "batch sizes (default: 32, 128, 512 and 4096 for training, and 1 as well for scoring)")
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
        "others to measure side by side: jax, sklearn, onnxruntime, torch, mlx; without a list all"
            + " but mlx",
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
      description = "rounds; three are enough where they take long")
  private int repeats = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "time of each runner in each round, about")
  private double seconds = 0.1;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "draw the first network's figures as a bar chart")
  private Path svg;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    requirePositive("--repeats", repeats);
    requirePositive("--seconds", seconds);
    batches.forEach(batch -> requirePositive("--batches", batch));
    List<Engine> ours = engines.isEmpty() ? usableEngines() : namedEngines();
    List<Peer> others = peers.stream().map(id -> Peer.require(command, id)).toList();
    RowSource source = new RowSource(data);
    Peak peak = Peak.measure();
    Remarks remarks = new Remarks();
    try (Scratch scratch = Scratch.create(NAME);
        Runners runners = Runners.start(ours, others, scratch.folder())) {
      System.out.println(new Heading(peak, runners.all(), source, shapes));
      Race race = new Race(repeats, seconds);
      Benchmark benchmark = new Benchmark(runners, race, source, peak, scratch.folder());
      List<Figure> figures = benchmark.run(shapes, batches, remarks);
      System.out.println(
          "\nrounds differ from their median by: " + Spread.of(figures, runners.ids()));
      System.out.println(benchmark.twoNetworks(shapes.get(0)));
      conclude(figures, remarks);
    }
    return remarks.failures().isEmpty() ? 0 : 1;
  }

  private void conclude(List<Figure> figures, Remarks remarks) {
    String first = shapes.get(0).toString();
    remarks.notes().forEach(System.out::println);
    VectorisationCheck.warning(figures, first)
        .ifPresent(text -> System.err.println("warning: " + text));
    remarks.failures().forEach(System.err::println);
    json.write(figures);
    if (svg != null) {
      SpeedChart.write(svg, figures, first);
    }
  }

  private void requirePositive(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(
          command.commandLine(), "Expected " + option + " above 0, got " + value);
    }
  }

  private static List<Engine> usableEngines() {
    return Engines.all().stream().filter(engine -> engine.unusableReason().isEmpty()).toList();
  }

  private List<Engine> namedEngines() {
    return engines.stream().map(id -> NamedEngine.require(command, "--engines among", id)).toList();
  }
}
