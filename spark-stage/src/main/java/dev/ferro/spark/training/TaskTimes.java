package dev.ferro.spark.training;

import java.io.Serializable;

/**
 * Where the time of an executor's training tasks went, added up over them.
 *
 * @param seconds all of it, gathering rows included
 * @param computing seconds inside the engine, computing
 * @param waiting seconds inside the engine, waiting while it computed for other tasks
 */
public record TaskTimes(double seconds, double computing, double waiting) implements Serializable {}
