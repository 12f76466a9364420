package dev.ferro.spark.training;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.DeterministicLevel$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network in rounds of plain Spark jobs: every worker trains on its own rows from a shared
 * state, and the mean of their states is the next one. One worker is plain single-machine training.
 */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final JavaSparkContext spark;
  private final TrainingColumns columns;
  private final TrainingSettings settings;
  private final Progress progress;

  private Training(
      JavaSparkContext spark,
      TrainingColumns columns,
      TrainingSettings settings,
      Progress progress) {
    this.spark = spark;
    this.columns = columns;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Trains on a dataset.
   *
   * @param fit a name for it, in Spark's UI, the log and events
   * @param rows features, label as double, weight as double, and where {@link
   *     TrainingColumns#validation} names a column a boolean, in this order
   * @param columns the names of these columns, for messages
   * @param shape checks what is known of the data and gives the network's shape
   * @throws IllegalArgumentException for data that cannot be trained on, or a checkpoint of another
   *     fit
   * @throws ArithmeticException when training diverges
   * @throws java.io.UncheckedIOException when a checkpoint cannot be written or read
   */
  public static TrainingResult run(
      String fit,
      Dataset<Row> rows,
      TrainingColumns columns,
      TrainingSettings settings,
      Function<Statistics, NetworkSpec> shape) {
    JavaSparkContext spark = new JavaSparkContext(rows.sparkSession().sparkContext());
    try (Progress progress = new Progress(spark, fit, settings.maxIter())) {
      return new Training(spark, columns, settings, progress).run(rows.javaRDD(), shape);
    }
  }

  private TrainingResult run(JavaRDD<Row> rows, Function<Statistics, NetworkSpec> shape) {
    long start = System.nanoTime();
    Checkpoints checkpoints =
        Checkpoints.open(
            settings.checkpoints(),
            Fingerprint.of(settings),
            settings.maxIter(),
            spark.hadoopConfiguration());
    TrainingColumns names = columns;
    HeldOut heldOut =
        new HeldOut(
            columns.validation() != null,
            settings.stopping().validationFraction(),
            settings.seed());
    JavaRDD<RowBlock> blocks =
        rows.mapPartitionsWithIndex(
                (partition, source) -> new BlockReader(source, partition, names, heldOut), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      progress.doing("read rows");
      List<Statistics> parts = read(blocks);
      Statistics statistics = check(parts);
      ReadRows read =
          new ReadRows(parts.stream().map(Statistics::checksum).toList(), isOrdered(rows));
      NetworkSpec spec = shape.apply(statistics);
      Optional<Snapshot> resumed =
          checkpoints.resume(Fingerprint.of(settings, spec, statistics, read));
      Workers workers =
          resumed
              .map(snapshot -> new Workers(snapshot.workers(), "as in the checkpoint"))
              .orElseGet(
                  () -> {
                    Slots now = Slots.of(spark.sc());
                    return Workers.choose(
                        settings, spec, statistics.rows(), now.total(), now.tasks().size());
                  });
      Scaling scaling =
          settings.standardization()
              ? Scaling.of(statistics, spec.loss())
              : Scaling.none(spec.inputWidth());
      progress.doing("deal rows to " + workers.count() + " workers");
      JavaRDD<RowBlock> deal =
          Dealer.deal(
              blocks,
              workers.count(),
              statistics.validationRows() > 0,
              settings.seed(),
              scaling,
              read);
      try (DealtRows dealt = DealtRows.cache(spark, deal, workers.count())) {
        blocks.unpersist(false);
        Rounds rounds =
            new Rounds(
                spark,
                dealt,
                spec,
                scaling,
                settings,
                statistics.isWeighted(),
                workers,
                resumed.map(Snapshot::state).orElseGet(() -> start(spec, scaling)),
                resumed.map(Snapshot::velocity).orElse(new float[0]));
        Epochs epochs = new Epochs(rounds, settings, resumed);
        long trainingStart = System.nanoTime();
        String ending = epochs.run(progress, checkpoints);
        double trainingSeconds = secondsSince(trainingStart);
        checkpoints.clear();
        rounds.executors().forEach(executor -> LOG.info("Ferro {}", executor));
        return new TrainingResult(
            spec,
            scaling.fold(spec, epochs.best()),
            epochs.history().losses(),
            epochs.history().validationLosses(),
            epochs.history().bestEpoch(),
            ending,
            resumed.map(Snapshot::epochs).orElse(0),
            statistics.rows(),
            statistics.validationRows(),
            workers.count(),
            workers.reason(),
            rounds.averaging(),
            secondsSince(start),
            trainingSeconds,
            rounds.executors());
      }
    } finally {
      blocks.unpersist(false);
    }
  }

  private TrainingState start(NetworkSpec spec, Scaling scaling) {
    float[] initial = settings.initial();
    return TrainingState.initial(
        initial == null ? spec.initialParameters(settings.seed()) : scaling.unfold(spec, initial));
  }

  /**
   * Whether the rows of a partition come in the same order each time: what a shuffle made do not.
   */
  private static boolean isOrdered(JavaRDD<Row> rows) {
    return rows.rdd().outputDeterministicLevel().equals(DeterministicLevel$.MODULE$.DETERMINATE());
  }

  private List<Statistics> read(JavaRDD<RowBlock> blocks) {
    boolean moments = settings.standardization();
    return blocks
        .mapPartitions(partition -> List.of(Statistics.of(partition, moments)).iterator())
        .collect();
  }

  private Statistics check(List<Statistics> parts) {
    Statistics statistics = new Statistics(settings.standardization());
    parts.forEach(statistics::add);
    Refusals refusals = statistics.refusals();
    if (refusals.fatal() != null) {
      throw new IllegalArgumentException(refusals.fatal());
    }
    if (!refusals.isEmpty()) {
      if (!settings.skipInvalid()) {
        throw new IllegalArgumentException(
            "[fit] expected finite values and weights of 0 or more, got "
                + refusals
                + "; handleInvalid='skip' drops such rows");
      }
      LOG.warn("Ferro left out rows while training: {}", refusals);
    }
    if (statistics.totalWeight() <= 0) {
      throw new IllegalArgumentException(
          "[fit] expected rows to train on, got "
              + (statistics.rows() == 0 ? "none" : statistics.rows() + " that all weigh 0")
              + (refusals.isEmpty() ? "" : "; left out: " + refusals));
    }
    boolean holdsOut = columns.validation() != null || settings.stopping().validationFraction() > 0;
    if (holdsOut && statistics.validationWeight() <= 0) {
      throw new IllegalArgumentException(
          "[fit] expected rows to validate on, got "
              + (statistics.validationRows() == 0
                  ? "none"
                  : statistics.validationRows() + " that all weigh 0")
              + (columns.validation() == null
                  ? " (validationFraction is " + settings.stopping().validationFraction() + ")"
                  : " where column '" + columns.validation() + "' is true"));
    }
    return statistics;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
