package dev.ferro.spark.training;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network in rounds of plain Spark jobs: every worker trains an epoch on its own rows from
 * a shared state, and the mean of their states is the next one. One worker is plain single-machine
 * training.
 */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final JavaSparkContext spark;
  private final TrainingColumns columns;
  private final TrainingSettings settings;

  private Training(JavaSparkContext spark, TrainingColumns columns, TrainingSettings settings) {
    this.spark = spark;
    this.columns = columns;
    this.settings = settings;
  }

  /**
   * Trains on a dataset.
   *
   * @param rows features, label as double, weight as double, in this order
   * @param columns the names of these columns, for messages
   * @param shape checks what is known of the data and gives the network's shape
   * @throws IllegalArgumentException for data that cannot be trained on
   * @throws ArithmeticException when training diverges
   */
  public static TrainingResult run(
      Dataset<Row> rows,
      TrainingColumns columns,
      TrainingSettings settings,
      Function<Statistics, NetworkSpec> shape) {
    JavaSparkContext spark = new JavaSparkContext(rows.sparkSession().sparkContext());
    return new Training(spark, columns, settings).run(rows.javaRDD(), shape);
  }

  private TrainingResult run(JavaRDD<Row> rows, Function<Statistics, NetworkSpec> shape) {
    long start = System.nanoTime();
    TrainingColumns names = columns;
    JavaRDD<RowBlock> blocks =
        rows.mapPartitionsWithIndex(
                (partition, source) -> new BlockReader(source, partition, names), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<RowBlock> dealt = null;
    try {
      Statistics statistics = read(blocks);
      NetworkSpec spec = shape.apply(statistics);
      Workers workers = Workers.choose(settings, statistics.rows(), spark.defaultParallelism());
      dealt =
          Dealer.deal(blocks, workers.count(), settings.seed())
              .persist(StorageLevel.MEMORY_AND_DISK());
      dealt.foreachPartition(partition -> partition.forEachRemaining(block -> {}));
      blocks.unpersist(false);
      return train(dealt, spec, statistics, workers, start);
    } finally {
      blocks.unpersist(false);
      if (dealt != null) {
        dealt.unpersist(false);
      }
    }
  }

  private Statistics read(JavaRDD<RowBlock> blocks) {
    List<Statistics> parts =
        blocks.mapPartitions(partition -> List.of(Statistics.of(partition)).iterator()).collect();
    Statistics statistics = new Statistics();
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
    return statistics;
  }

  private TrainingResult train(
      JavaRDD<RowBlock> dealt,
      NetworkSpec spec,
      Statistics statistics,
      Workers workers,
      long start) {
    Scaling scaling =
        settings.standardization()
            ? Scaling.of(statistics, spec.loss())
            : Scaling.none(spec.inputWidth());
    TrainingState state = TrainingState.initial(spec.initialParameters(settings.seed()));
    List<Double> losses = new ArrayList<>();
    ExecutorReports executors = new ExecutorReports();
    long trainingStart = System.nanoTime();
    for (int epoch = 1; epoch <= settings.maxIter(); epoch++) {
      Broadcast<TrainingState> shared = spark.broadcast(state);
      List<RoundResult> results;
      try {
        results =
            dealt
                .mapPartitionsWithIndex(
                    new LocalEpoch(shared, spec, scaling, settings, statistics.isWeighted(), epoch),
                    true)
                .collect();
      } finally {
        shared.destroy();
      }
      state = Average.of(results);
      losses.add(meanLoss(results));
      requireFinite(losses, state);
      executors.add(results);
    }
    double trainingSeconds = secondsSince(trainingStart);
    return new TrainingResult(
        spec,
        scaling.fold(spec, state.parameters()),
        losses.stream().mapToDouble(Double::doubleValue).toArray(),
        statistics.rows(),
        workers.count(),
        workers.reason(),
        secondsSince(start),
        trainingSeconds,
        executors.list());
  }

  private static double meanLoss(List<RoundResult> results) {
    return results.stream().map(RoundResult::loss).reduce(LossSum.ZERO, LossSum::plus).mean();
  }

  private void requireFinite(List<Double> losses, TrainingState state) {
    int epoch = losses.size();
    double loss = losses.get(epoch - 1);
    boolean finite = Double.isFinite(loss);
    for (int i = 0; i < state.parameters().length && finite; i++) {
      finite = Float.isFinite(state.parameters()[i]);
    }
    if (!finite) {
      throw new ArithmeticException(
          "[fit] expected a finite loss and finite weights, got loss "
              + loss
              + " in epoch "
              + epoch
              + " with stepSize "
              + settings.optimizer().stepSize()
              + (epoch > 1 ? "; the epoch before had " + losses.get(epoch - 2) : "")
              + " (a smaller stepSize, or standardization, helps)");
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
