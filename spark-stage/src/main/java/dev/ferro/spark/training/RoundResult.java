package dev.ferro.spark.training;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import java.io.Serializable;
import java.util.List;

/**
 * What one worker brings back from a round.
 *
 * @param worker counted from 0
 * @param state its training state; null when it had no rows
 * @param losses the loss over its rows, epoch by epoch
 * @param rows rows trained, each epoch counted
 * @param executor where it ran
 * @param host the executor's host
 * @param engine the engine's id
 * @param description what computed, and why that engine
 * @param times where its time went
 */
record RoundResult(
    int worker,
    TrainingState state,
    List<LossSum> losses,
    long rows,
    String executor,
    String host,
    String engine,
    String description,
    TaskTimes times)
    implements Serializable {}
