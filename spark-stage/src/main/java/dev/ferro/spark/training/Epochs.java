package dev.ferro.spark.training;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.NetworkSpec;
import dev.ferro.engine.OptimizerSpec;
import dev.ferro.engine.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Trains epoch after epoch on dealt rows, until the last or until the loss has stalled. */
final class Epochs {
  /**
   * Seconds that a worker on its own trains in a round, at least an epoch: a round costs some 20 ms
   * on the way, and is told of when it is over.
   */
  private static final double ROUND_SECONDS = 2;

  private final JavaSparkContext spark;
  private final DealtRows dealt;
  private final NetworkSpec spec;
  private final Scaling scaling;
  private final TrainingSettings settings;
  private final boolean weighted;
  private final Workers workers;
  private final RoundPlan plan;
  private final OuterStep outer;
  private final History history;
  private final ExecutorReports executors = new ExecutorReports();
  private double secondsOfEpoch = Double.POSITIVE_INFINITY;
  private TrainingState state;
  private float[] best;

  Epochs(
      JavaSparkContext spark,
      DealtRows dealt,
      NetworkSpec spec,
      Scaling scaling,
      TrainingSettings settings,
      boolean weighted,
      Workers workers,
      Optional<Snapshot> resumed) {
    this.spark = spark;
    this.dealt = dealt;
    this.spec = spec;
    this.scaling = scaling;
    this.settings = scaled(settings, workers);
    this.weighted = weighted;
    this.workers = workers;
    TrainingSettings.Averaging averaging = settings.averaging();
    plan = RoundPlan.of(dealt.rows(), settings.batchSize(), averaging.syncSteps());
    outer =
        new OuterStep(
            workers.outerMomentum(averaging), resumed.map(Snapshot::velocity).orElse(new float[0]));
    history = resumed.map(Snapshot::history).orElseGet(History::new);
    state = resumed.map(Snapshot::state).orElseGet(this::start);
    best = resumed.map(Snapshot::best).orElse(state.parameters());
  }

  private static TrainingSettings scaled(TrainingSettings settings, Workers workers) {
    double scale = workers.stepScale(settings);
    OptimizerSpec optimizer = settings.optimizer();
    return settings.withOptimizer(optimizer.withStepSize(optimizer.stepSize() * scale));
  }

  private TrainingState start() {
    float[] initial = settings.initial();
    return TrainingState.initial(
        initial == null ? spec.initialParameters(settings.seed()) : scaling.unfold(spec, initial));
  }

  /**
   * Trains.
   *
   * @return why it ended
   * @throws ArithmeticException when training diverges
   */
  String run(Progress progress, Checkpoints checkpoints) {
    while (history.epochs() < settings.maxIter()) {
      if (history.hasStalled(settings.stopping())) {
        return "no better by tol for " + settings.stopping().patience() + " epochs";
      }
      int first = history.epochs() + 1;
      int count = epochsTogether(checkpoints);
      int last = history.epochs() + count;
      progress.begin(first, last);
      double[] losses = train(first, count);
      double validationLoss = dealt.hasValidation() ? validationLoss() : Double.NaN;
      for (int i = 0; i < count; i++) {
        requireFinite(losses[i], validationLoss, i + 1 == count);
        history.add(losses[i], validationLoss);
      }
      if (history.bestEpoch() == last) {
        best = state.parameters();
      }
      if (checkpoints.isDue(last) && last < settings.maxIter()) {
        checkpoints.write(snapshot());
      }
      secondsOfEpoch = progress.end(count);
      for (int i = 0; i < count; i++) {
        progress.tell(first + i, last, losses[i], validationLoss, plan.totalRows());
      }
    }
    return "maxIter reached";
  }

  /**
   * Epochs of the next round. Where there is no one to average with and no loss of held-out rows to
   * wait for, several are the same as one after another; the last one is the first that could end
   * the fit or leave a checkpoint.
   */
  private int epochsTogether(Checkpoints checkpoints) {
    if (workers.count() > 1 || plan.rounds() > 1 || !outer.isPlain() || dealt.hasValidation()) {
      return 1;
    }
    int done = history.epochs();
    int left = Math.min(settings.maxIter() - done, checkpoints.epochsToNext(done));
    long most = Math.min(left, history.epochsToStall(settings.stopping()));
    return (int) Math.max(1, Math.min(most, ROUND_SECONDS / secondsOfEpoch));
  }

  private double[] train(int firstEpoch, int epochs) {
    LossSum[] losses = new LossSum[epochs];
    Arrays.fill(losses, LossSum.ZERO);
    for (int round = 0; round < plan.rounds(); round++) {
      Broadcast<TrainingState> shared = spark.broadcast(state);
      long start = System.nanoTime();
      try {
        List<RoundResult> results =
            dealt.train(
                new LocalRound(
                    shared,
                    spec,
                    scaling,
                    settings,
                    weighted,
                    firstEpoch,
                    epochs,
                    plan.parts(round)));
        state = outer.take(state, Average.of(results));
        for (RoundResult result : results) {
          Arrays.setAll(losses, i -> losses[i].plus(result.losses().get(i)));
        }
        executors.add(results, (System.nanoTime() - start) / 1e9, dealt.slots());
      } finally {
        shared.destroy();
      }
    }
    return Arrays.stream(losses).mapToDouble(LossSum::mean).toArray();
  }

  private double validationLoss() {
    Broadcast<TrainingState> shared = spark.broadcast(TrainingState.initial(state.parameters()));
    try {
      return dealt
          .onValidation(LossSum.class, new ValidationLoss(shared, spec, scaling, settings.engine()))
          .stream()
          .reduce(LossSum.ZERO, LossSum::plus)
          .mean();
    } finally {
      shared.destroy();
    }
  }

  private Snapshot snapshot() {
    return new Snapshot(
        workers.count(),
        state,
        outer.velocity(),
        best,
        history.losses(),
        history.validationLosses());
  }

  /**
   * Refuses an epoch that diverged.
   *
   * @param isLast whether the weights of now are those after this epoch
   */
  private void requireFinite(double loss, double validationLoss, boolean isLast) {
    int epoch = history.epochs() + 1;
    boolean finite =
        Double.isFinite(loss) && (!dealt.hasValidation() || Double.isFinite(validationLoss));
    for (int i = 0; isLast && i < state.parameters().length && finite; i++) {
      finite = Float.isFinite(state.parameters()[i]);
    }
    if (!finite) {
      throw new ArithmeticException(
          "[fit] expected a finite loss and finite weights, got loss "
              + loss
              + (dealt.hasValidation() ? " and validation loss " + validationLoss : "")
              + " in epoch "
              + epoch
              + " with stepSize "
              + settings.optimizer().stepSize()
              + (epoch > 1 ? "; the epoch before had " + history.losses()[epoch - 2] : "")
              + " (a smaller stepSize, or standardization, helps)");
    }
  }

  History history() {
    return history;
  }

  /** Parameters of the best epoch, for scaled values. */
  float[] best() {
    return best;
  }

  /** How the workers trained together, for people. */
  String averaging() {
    return workers.count() == 1
        ? "alone"
        : plan.rounds()
            + (plan.rounds() == 1 ? " average" : " averages")
            + " an epoch, step size "
            + settings.optimizer().stepSize()
            + ", outer momentum "
            + workers.outerMomentum(settings.averaging());
  }

  List<ExecutorReport> executors() {
    return executors.list();
  }
}
