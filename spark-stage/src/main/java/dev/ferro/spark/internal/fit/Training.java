package dev.ferro.spark.internal.fit;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.internal.checkpoint.Checkpoints;
import dev.ferro.spark.internal.checkpoint.Fingerprint;
import dev.ferro.spark.internal.checkpoint.Snapshot;
import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.internal.preparation.BlockReader;
import dev.ferro.spark.internal.preparation.DataCheck;
import dev.ferro.spark.internal.preparation.FirstPass;
import dev.ferro.spark.internal.preparation.RawBlock;
import dev.ferro.spark.internal.preparation.RowSharder;
import dev.ferro.spark.internal.preparation.Scaling;
import dev.ferro.spark.internal.preparation.Statistics;
import dev.ferro.spark.internal.preparation.ValidationSplit;
import dev.ferro.spark.internal.rounds.OuterStep;
import dev.ferro.spark.internal.rounds.RoundContext;
import dev.ferro.spark.internal.rounds.Rounds;
import dev.ferro.spark.internal.rounds.ShardedRows;
import dev.ferro.spark.internal.rounds.Slots;
import dev.ferro.spark.internal.rows.Iterators;
import dev.ferro.spark.internal.rows.Wire;
import dev.ferro.spark.internal.settings.TrainingColumns;
import dev.ferro.spark.internal.settings.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.DeterministicLevel$;
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
    try (Progress progress = new Progress(spark, fit, settings.maxIter())) {
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
        Checkpoints.open(settings.checkpoints(), fingerprint, settings.maxIter(), hadoop);
    progress.doing("look for engine " + settings.engine());
    EngineProbe.require(settings.engine(), spark.sc());
    JavaRDD<Object[]> blocks = blocks(rows).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      progress.doing("read rows");
      FirstPass read = read(blocks, isOrdered(rows));
      DataCheck.require(read.statistics(), columns, settings);
      NetworkSpec spec = shape.apply(read.statistics());
      requireBatch(spec, read.statistics());
      Optional<Snapshot> resumed = checkpoints.resume(fingerprint.with(spec, read));
      Replicas replicas = replicas(spec, read.statistics(), resumed);
      Scaling scaling =
          settings.standardization()
              ? Scaling.of(read.statistics(), spec.loss())
              : Scaling.ofWeights(read.statistics());
      progress.doing("shard rows for " + replicas.count() + " replicas");
      JavaRDD<Object[]> shards =
          RowSharder.shard(blocks, replicas.count(), settings.seed(), scaling, read);
      try (ShardedRows sharded = ShardedRows.cache(spark, shards, replicas.count())) {
        blocks.unpersist(false);
        Rounds rounds = rounds(sharded, spec, scaling, replicas, read.statistics(), resumed);
        Epochs epochs = new Epochs(rounds, settings, resumed);
        long trainingStart = System.nanoTime();
        String ending = epochs.run(progress, checkpoints);
        double trainingSeconds = secondsSince(trainingStart);
        TrainedNetwork trained = folded(scaling, spec, epochs.best());
        checkpoints.clear();
        rounds.executors().forEach(executor -> LOG.info("Ferro {}", executor));
        return new TrainingResult(
            trained,
            epochs.history().losses(),
            epochs.history().validationLosses(),
            epochs.history().bestEpoch(),
            ending,
            resumed.map(Snapshot::epochs).orElse(0),
            read.statistics().rows(),
            read.statistics().validationRows(),
            replicas.count(),
            replicas.reason(),
            rounds.averaging(),
            secondsSince(start),
            trainingSeconds,
            rounds.executors(),
            DataCheck.warnings(read.statistics(), settings));
      }
    } finally {
      blocks.unpersist(false);
    }
  }

  private JavaRDD<Object[]> blocks(JavaRDD<Row> rows) {
    // The function below travels to the tasks, so it must not capture this object, which is not
    // serializable.
    TrainingColumns names = columns;
    ValidationSplit heldOut =
        new ValidationSplit(
            columns.validation() != null,
            settings.stopping().validationFraction(),
            settings.seed());
    return rows.mapPartitionsWithIndex(
        (partition, source) ->
            Iterators.map(new BlockReader(source, partition, names, heldOut), RawBlock::pack),
        true);
  }

  /** The first pass. Each partition's figures are decoded here, one after another. */
  private static FirstPass read(JavaRDD<Object[]> blocks, boolean ordered) {
    List<byte[]> parts =
        blocks
            .mapPartitions(
                partition ->
                    List.of(Wire.bytes(Statistics.of(Iterators.map(partition, RawBlock::unpack))))
                        .iterator())
            .collect();
    return FirstPass.of(Iterators.map(parts.iterator(), Wire::read), ordered);
  }

  /**
   * Whether the rows of a partition come in the same order each time. After a shuffle they do not.
   */
  private static boolean isOrdered(JavaRDD<Row> rows) {
    return rows.rdd().outputDeterministicLevel().equals(DeterministicLevel$.MODULE$.DETERMINATE());
  }

  private Replicas replicas(NetworkSpec spec, Statistics statistics, Optional<Snapshot> resumed) {
    FitMemory memory = FitMemory.of(spark.sc(), settings);
    Slots now = Slots.of(spark.sc());
    Replicas replicas =
        resumed
            .map(snapshot -> new Replicas(snapshot.replicas(), "as in the checkpoint"))
            .orElseGet(
                () ->
                    Replicas.choose(
                            settings, spec, statistics.rows(), now.total(), now.tasks().size())
                        .within(memory, spec, settings));
    memory.require(spec, replicas.count());
    return replicas;
  }

  /** Rejects a mini-batch that is larger than one buffer of the JVM. */
  private void requireBatch(NetworkSpec spec, Statistics statistics) {
    long rows = Math.min(settings.batchSize(), statistics.rows());
    if (rows * spec.inputWidth() > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "[fit] expected a mini-batch of at most 2 GiB, got "
              + rows
              + " rows of "
              + spec.inputWidth()
              + " features (a smaller batchSize helps)");
    }
  }

  private Rounds rounds(
      ShardedRows sharded,
      NetworkSpec spec,
      Scaling scaling,
      Replicas replicas,
      Statistics statistics,
      Optional<Snapshot> resumed) {
    OptimizerSpec optimizer = settings.optimizer();
    double stepSize = optimizer.stepSize() * replicas.stepScale(settings);
    Broadcast<float[]> zeros = statistics.isSparse() ? spark.broadcast(scaling.zeros()) : null;
    RoundContext context =
        new RoundContext(
            spec,
            optimizer.withStepSize(stepSize),
            (int) Math.min(settings.batchSize(), statistics.rows()),
            settings.seed(),
            settings.engine(),
            statistics.isWeighted(),
            zeros);
    return new Rounds(
        spark,
        sharded,
        context,
        replicas.count(),
        settings.averaging().syncSteps(),
        new OuterStep(
            replicas.outerMomentum(settings.averaging()),
            resumed.map(Snapshot::velocity).orElse(new float[0])),
        resumed.map(Snapshot::state).orElseGet(() -> start(spec, scaling)));
  }

  private TrainingState start(NetworkSpec spec, Scaling scaling) {
    if (initial == null) {
      return TrainingState.initial(spec.initialParameters(settings.seed()));
    }
    float[] parameters = scaling.unfold(initial);
    if (!isFinite(parameters)) {
      throw new IllegalArgumentException(
          "[fit] expected an initialModel whose weights fit the data's scale, got weights beyond"
              + " float32 on standardized features (was it trained on features of another scale?)");
    }
    return TrainingState.initial(parameters);
  }

  private static TrainedNetwork folded(Scaling scaling, NetworkSpec spec, float[] parameters) {
    TrainedNetwork network = scaling.fold(spec, parameters);
    if (!isFinite(network.parameters())) {
      throw new ArithmeticException(
          "[fit] expected weights within float32 on unscaled values, got larger ones (a smaller"
              + " stepSize, or regParam, keeps weights small)");
    }
    return network;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
