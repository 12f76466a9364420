package dev.ferro.bench.engine;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.job.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures every runner in every cell, and prints a line of the table for each. */
final class Benchmark {
  private static final int TWO_NETWORKS_BATCH = 128;
  private static final double TWO_NETWORKS_SECONDS = 0.2;

  private final Runners runners;
  private final Race race;
  private final RowSource source;
  private final Peak peak;
  private final Path temp;

  /**
   * A benchmark.
   *
   * @param peak of a core, or null
   * @param temp a folder for the rows
   */
  Benchmark(Runners runners, Race race, RowSource source, Peak peak, Path temp) {
    this.runners = runners;
    this.race = race;
    this.source = source;
    this.peak = peak;
    this.temp = temp;
  }

  /**
   * Measures.
   *
   * @param batches sizes, or none for the usual ones
   */
  List<Figure> run(List<NetworkSpec> shapes, List<Integer> batches, Notes notes) {
    FigureTable table = new FigureTable(runners.ids());
    List<Figure> figures = new ArrayList<>();
    System.out.println(table.heading());
    for (NetworkSpec spec : shapes) {
      List<Cell> cells = cells(spec, batches);
      try (SharedRows rows = rows(spec, cells)) {
        for (Cell cell : cells) {
          List<Figure> line =
              race.run(cell, rows, runners.all(), notes).stream()
                  .map(rates -> Figure.of(rates, peak))
                  .toList();
          System.out.println(table.line(cell, line));
          figures.addAll(line);
        }
      }
    }
    return figures;
  }

  /** What a second thread adds to each engine of ours, in a line. */
  String twoNetworks(NetworkSpec spec) {
    Cell cell = new Cell(Phase.TRAIN, spec, TWO_NETWORKS_BATCH);
    String line = "two networks on two threads, " + cell + ", by the clock: ";
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return line + "not measured on one core";
    }
    String load = Machine.load();
    List<String> speedUps = new ArrayList<>();
    try (SharedRows rows = rows(spec, List.of(cell))) {
      for (Runner runner : runners.engines()) {
        double speedUp = TwoNetworks.speedUp(runner, cell, rows, TWO_NETWORKS_SECONDS);
        speedUps.add(String.format(Locale.ROOT, "%s %.2f times one", runner.id(), speedUp));
      }
    }
    return line
        + String.join(", ", speedUps)
        + " (needs two free cores; busy before: "
        + load
        + ")";
  }

  private SharedRows rows(NetworkSpec spec, List<Cell> cells) {
    int count = cells.stream().mapToInt(Cell::rows).max().orElseThrow();
    return new SharedRows(source.rows(spec, count), temp);
  }

  private static List<Cell> cells(NetworkSpec spec, List<Integer> batches) {
    return Arrays.stream(Phase.values())
        .flatMap(
            phase ->
                (batches.isEmpty() ? phase.batches() : batches)
                    .stream().map(batch -> new Cell(phase, spec, batch)))
        .toList();
  }
}
