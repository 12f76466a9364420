package dev.ferro.spark.internal.rounds;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import dev.ferro.spark.training.ExecutorReport;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Rounds of training. Every replica takes its steps from the shared state. The outer step turns
 * their average into the next shared state.
 */
public final class Rounds {
  private final JavaSparkContext spark;
  private final ShardedRows sharded;
  private final RoundContext context;
  private final int replicas;
  private final RoundPlan plan;
  private final OuterStep outer;
  private final RoundScheduler scheduler;
  private final ExecutorReports executors = new ExecutorReports();
  private TrainingState state;

  /**
   * Prepares the first round.
   *
   * @param replicas replicas that train side by side
   * @param syncSteps steps of a replica between two averages, or 0 for a whole epoch
   * @param outer turns an average into the next state
   * @param state the state to start from
   */
  public Rounds(
      JavaSparkContext spark,
      ShardedRows sharded,
      RoundContext context,
      int replicas,
      int syncSteps,
      OuterStep outer,
      TrainingState state) {
    this.spark = spark;
    this.sharded = sharded;
    this.context = context;
    this.replicas = replicas;
    this.state = state;
    scheduler =
        new RoundScheduler(spark.sc(), sharded, context.stateBytes(), SliceSize.of(spark.sc()));
    plan = RoundPlan.of(sharded.rows(), context.step().batchSize(), syncSteps);
    this.outer = outer;
  }

  /**
   * Whether several epochs in one round give the same as one after another. They do if there is
   * nothing to average, and no validation loss to wait for.
   */
  public boolean mayJoinEpochs() {
    return replicas == 1 && plan.rounds() == 1 && outer.isPlain() && !hasValidation();
  }

  /**
   * Trains epochs, each in its own rounds, or in one round if they may be joined.
   *
   * @return their losses
   */
  public double[] train(int firstEpoch, int epochs) {
    LossSum[] losses = new LossSum[epochs];
    Arrays.fill(losses, LossSum.ZERO);
    for (int round = 0; round < plan.rounds(); round++) {
      Broadcast<byte[][]> shared = spark.broadcast(StateBytes.of(state));
      long start = System.nanoTime();
      LocalRound work = new LocalRound(context, shared, firstEpoch, epochs, plan.parts(round));
      try (TrainedRound trained = scheduler.train(work)) {
        state = outer.take(state, trained.average());
        for (RoundResult result : trained.results()) {
          Arrays.setAll(losses, i -> losses[i].plus(result.losses().get(i)));
        }
        executors.add(trained.results(), (System.nanoTime() - start) / 1e9, trained.slots());
      } finally {
        shared.destroy();
      }
    }
    return Arrays.stream(losses).mapToDouble(LossSum::mean).toArray();
  }

  /** The mean loss of the held-out rows. */
  public double validationLoss() {
    Broadcast<byte[][]> shared =
        spark.broadcast(StateBytes.of(TrainingState.initial(state.parameters())));
    try {
      return sharded.onValidation(new ValidationLoss(context, shared)).stream()
          .map(ValidationLoss::unpack)
          .reduce(LossSum.ZERO, LossSum::plus)
          .mean();
    } finally {
      shared.destroy();
    }
  }

  public boolean hasValidation() {
    return sharded.hasValidation();
  }

  /** The state that the next round starts from. */
  public TrainingState state() {
    return state;
  }

  /** The velocity of the outer step. Empty before the first one. */
  public float[] velocity() {
    return outer.velocity();
  }

  public int replicas() {
    return replicas;
  }

  /** Rows of all replicas. */
  public long rows() {
    return plan.totalRows();
  }

  /** Step size of each replica. */
  public double stepSize() {
    return context.step().optimizer().stepSize();
  }

  /** How the replicas trained together, in words. */
  public String averaging() {
    return replicas == 1
        ? "alone"
        : plan.rounds()
            + (plan.rounds() == 1 ? " average" : " averages")
            + " an epoch, step size "
            + stepSize()
            + ", outer momentum "
            + outer.momentum();
  }

  public List<ExecutorReport> executors() {
    return executors.list();
  }
}
