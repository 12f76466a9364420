package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.checkpoint.Checkpoints;
import dev.ferro.spark.internal.checkpoint.Fingerprint;
import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.fit.TrainingResult.Course;
import dev.ferro.spark.internal.fit.TrainingResult.Seconds;
import dev.ferro.spark.internal.fit.TrainingResult.Teamwork;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.preparation.DataCheck;
import dev.ferro.spark.internal.preparation.DatasetReader;
import dev.ferro.spark.internal.preparation.FirstPass;
import dev.ferro.spark.internal.preparation.RowSharder;
import dev.ferro.spark.internal.preparation.Statistics;
import dev.ferro.spark.internal.preparation.ValidationSplit;
import dev.ferro.spark.internal.rounds.OuterStep;
import dev.ferro.spark.internal.rounds.RoundContext;
import dev.ferro.spark.internal.rounds.Rounds;
import dev.ferro.spark.internal.rounds.ScaledStep;
import dev.ferro.spark.internal.rounds.ShardedRows;
import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network in rounds of plain Spark jobs. Every replica trains on its own shard, starting
 * from a shared state. The mean of their states is the next shared state. A single replica is plain
 * single-machine training.
 */
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final JavaSparkContext spark;
  private final TrainingColumns columns;
  private final TrainingSettings settings;
  private final TrainedNetwork initial;
  private final Progress progress;

  private Training(
      JavaSparkContext spark,
      TrainingColumns columns,
      TrainingSettings settings,
      TrainedNetwork initial,
      Progress progress) {
    this.spark = spark;
    this.columns = columns;
    this.settings = settings;
    this.initial = initial;
    this.progress = progress;
  }

  /**
   * Trains on a dataset.
   *
   * @param fit the name of the fit in Spark's UI, the log and events
   * @param rows features, label as double, weight as double, in this order. A boolean follows if
   *     {@link TrainingColumns#validation} names a column
   * @param columns the names of these columns, for messages
   * @param least the smallest shape that the data may have. Its hidden layers are the network's
   * @param initial the network to start from, or null for random weights
   * @param shape checks what is known about the data, and returns the network's shape
   * @throws IllegalArgumentException for data that cannot be trained on, a network too large for
   *     this cluster, or a checkpoint that cannot be used
   * @throws dev.ferro.engine.EngineUnavailableException if no executor can run the named engine
   * @throws ArithmeticException if training diverges
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public static TrainingResult run(
      String fit,
      Dataset<Row> rows,
      TrainingColumns columns,
      TrainingSettings settings,
      NetworkSpec least,
      TrainedNetwork initial,
      Function<Statistics, NetworkSpec> shape) {
    JavaSparkContext spark = new JavaSparkContext(rows.sparkSession().sparkContext());
    Configuration hadoop = rows.sparkSession().sessionState().newHadoopConf();
    try (Progress progress = new Progress(spark, fit, settings.stopping().maxIter())) {
      return Interruption.guarded(
          spark,
          progress::now,
          () ->
              new Training(spark, columns, settings, initial, progress)
                  .run(rows.javaRDD(), least, hadoop, shape));
    }
  }

  private TrainingResult run(
      JavaRDD<Row> rows,
      NetworkSpec least,
      Configuration hadoop,
      Function<Statistics, NetworkSpec> shape) {
    long start = System.nanoTime();
    Fingerprint fingerprint = Fingerprint.of(settings, initial, least);
    Checkpoints checkpoints =
        Checkpoints.open(
            settings.checkpoints(), fingerprint, settings.stopping().maxIter(), hadoop);
    progress.doing("look for engine " + settings.engine());
    EngineProbe.require(settings.engine(), spark.sc());
    JavaRDD<Object[]> blocks =
        DatasetReader.blocks(rows, columns, split()).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      FirstPass read = read(blocks, DatasetReader.isOrdered(rows));
      NetworkSpec spec = shape.apply(read.statistics());
      Plan.requireBatch(spec, read.statistics(), settings);
      Optional<Snapshot> resumed = checkpoints.resume(fingerprint.with(spec, read));
      Plan plan = Plan.of(read, spec, resumed, settings, spark.sc());
      try (ShardedRows sharded = shard(blocks, plan)) {
        blocks.unpersist(false);
        Rounds rounds = rounds(sharded, plan);
        long trainingStart = System.nanoTime();
        Epochs.Trained trained = new Epochs(rounds, settings, resumed).run(progress, checkpoints);
        double trainingSeconds = secondsSince(trainingStart);
        TrainedNetwork network = Weights.folded(plan.scaling(), spec, trained.parameters());
        checkpoints.clear();
        rounds.executors().forEach(executor -> LOG.info("Ferro {}", executor));
        Seconds seconds = new Seconds(secondsSince(start), trainingSeconds);
        return result(network, trained.course(), plan, rounds, seconds);
      }
    } finally {
      blocks.unpersist(false);
    }
  }

  private ValidationSplit split() {
    return new ValidationSplit(
        columns.validation() != null, settings.data().validationFraction(), settings.seed());
  }

  private FirstPass read(JavaRDD<Object[]> blocks, boolean ordered) {
    progress.doing("read rows");
    FirstPass read = FirstPass.read(blocks, ordered);
    DataCheck.require(read.statistics(), columns, settings);
    return read;
  }

  private ShardedRows shard(JavaRDD<Object[]> blocks, Plan plan) {
    int replicas = plan.replicas().count();
    progress.doing("shard rows for " + replicas + " replicas");
    JavaRDD<Object[]> shards =
        RowSharder.shard(blocks, replicas, settings.seed(), plan.scaling(), plan.read());
    return ShardedRows.cache(spark, shards, replicas);
  }

  private Rounds rounds(ShardedRows sharded, Plan plan) {
    Replicas replicas = plan.replicas();
    RoundContext context =
        new RoundContext(
            plan.spec(),
            ScaledStep.of(
                settings.step().optimizer(),
                replicas.stepScale(settings),
                plan.batchSize(settings)),
            settings.seed(),
            settings.engine(),
            plan.statistics().isWeighted(),
            plan.statistics().isSparse() ? spark.broadcast(plan.scaling().zeros()) : null);
    OuterStep outer =
        new OuterStep(
            replicas.outerMomentum(settings.averaging()),
            plan.resumed().map(Snapshot::velocity).orElse(new float[0]));
    TrainingState start =
        plan.resumed()
            .map(Snapshot::state)
            .orElseGet(() -> Weights.start(initial, plan.spec(), plan.scaling(), settings.seed()));
    return new Rounds(
        spark, sharded, context, replicas.count(), settings.averaging().syncSteps(), outer, start);
  }

  private TrainingResult result(
      TrainedNetwork network, Course course, Plan plan, Rounds rounds, Seconds seconds) {
    Statistics statistics = plan.statistics();
    return new TrainingResult(
        network,
        course,
        new TrainingResult.Rows(statistics.rows(), statistics.validationRows()),
        new Teamwork(plan.replicas(), rounds.averaging(), rounds.executors()),
        seconds,
        DataCheck.warnings(statistics, settings));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
