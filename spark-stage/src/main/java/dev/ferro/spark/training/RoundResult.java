package dev.ferro.spark.training;

import dev.ferro.engine.LossSum;
import dev.ferro.engine.TrainingState;
import java.io.Serializable;

/**
 * What one worker brings back from a round.
 *
 * @param state its training state; null when it had no rows
 * @param loss the loss over its rows
 * @param rows rows trained
 * @param executor where it ran
 * @param host the executor's host
 * @param engine the engine's id
 * @param description what computed, and why that engine
 * @param times where its time went
 */
record RoundResult(
    TrainingState state,
    LossSum loss,
    long rows,
    String executor,
    String host,
    String engine,
    String description,
    TaskTimes times)
    implements Serializable {}
