package dev.ferro.spark.training;

import java.io.Serializable;

/**
 * Where the time of an executor's training tasks went, summed over them.
 *
 * @param seconds total seconds, including copying rows
 * @param computing seconds of computing in the engine
 * @param waiting seconds of waiting in the engine, while it computed for other tasks
 */
public record TaskTimes(double seconds, double computing, double waiting) implements Serializable {}
