package dev.ferro.spark.internal.fit;

import dev.ferro.spark.internal.model.TrainedNetwork;
import dev.ferro.spark.training.ExecutorReport;
import java.io.Serializable;
import java.util.List;

/**
 * A trained network, and how it was trained.
 *
 * @param network the network on unscaled values
 * @param losses mean training loss of each epoch
 * @param validationLosses mean loss of the held-out rows after each epoch, or empty without such
 *     rows
 * @param bestEpoch the epoch, counted from 1, whose parameters these are
 * @param ending why training ended, in words
 * @param resumedAfter epochs restored from a checkpoint
 * @param rows training rows
 * @param validationRows rows held out
 * @param replicas number of replicas that trained side by side
 * @param replicasReason why there were that many, in words
 * @param averaging how they trained together, in words
 * @param fitSeconds time of the whole fit
 * @param trainingSeconds time of the epochs alone
 * @param executors what each executor did
 * @param warnings warnings about the data or the training, one sentence each
 */
public record TrainingResult(
    TrainedNetwork network,
    double[] losses,
    double[] validationLosses,
    int bestEpoch,
    String ending,
    int resumedAfter,
    long rows,
    long validationRows,
    int replicas,
    String replicasReason,
    String averaging,
    double fitSeconds,
    double trainingSeconds,
    List<ExecutorReport> executors,
    List<String> warnings)
    implements Serializable {}
