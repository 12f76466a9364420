package dev.ferro.spark.internal.rounds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * Decides in which task, and on which executor, each replica trains. If executors differ in speed,
 * or new ones join, shards move to the executors that finish first.
 */
final class RoundScheduler {
  private final SparkContext spark;
  private final ShardedRows sharded;
  private final double stateBytes;
  private final SliceSize slices;
  private final Balance balance = new Balance();

  /**
   * Before the first round.
   *
   * @param stateBytes bytes of a replica's state
   * @param slices how much of a state travels to the driver at once
   */
  RoundScheduler(SparkContext spark, ShardedRows sharded, double stateBytes, SliceSize slices) {
    this.spark = spark;
    this.sharded = sharded;
    this.stateBytes = stateBytes;
    this.slices = slices;
  }

  /** Trains a round on every replica's rows. */
  TrainedRound train(LocalRound work) {
    Slots now = Slots.of(spark);
    List<String> homes = sharded.homes();
    Map<Integer, String> moves = balance.moves(homes, now.tasks());
    sharded.move(moves, now);
    moves.forEach(homes::set);
    List<LocalityRDD.TaskShards> tasks = tasks(homes, now);
    TrainedRound round =
        TrainedRound.run(
            new LocalityRDD(spark, tasks, work), stateBytes, slices.of(tasks), now.tasks());
    balance.ran(round.results());
    return round;
  }

  private List<LocalityRDD.TaskShards> tasks(List<String> homes, Slots now) {
    List<LocalityRDD.TaskShards> tasks = new ArrayList<>();
    for (Balance.Assignment assignment : Balance.assignments(homes, now.tasks())) {
      tasks.add(
          new LocalityRDD.TaskShards(
              assignment.replicas().stream().map(sharded.training()::get).toList(),
              assignment.executor() == null ? null : now.locations().get(assignment.executor())));
    }
    return tasks;
  }
}
