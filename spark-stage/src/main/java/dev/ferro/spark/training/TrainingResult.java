package dev.ferro.spark.training;

import dev.ferro.engine.NetworkSpec;
import java.util.List;

/**
 * A trained network and how it came about.
 *
 * @param spec its shape
 * @param parameters on unscaled values, in the spec's flat layout
 * @param losses mean training loss of each epoch
 * @param rows training rows
 * @param workers partitions that trained side by side
 * @param workersReason why so many
 * @param fitSeconds time of the whole fit
 * @param trainingSeconds time of the rounds alone
 * @param executors what each executor did
 */
public record TrainingResult(
    NetworkSpec spec,
    float[] parameters,
    double[] losses,
    long rows,
    int workers,
    String workersReason,
    double fitSeconds,
    double trainingSeconds,
    List<ExecutorReport> executors) {}
