package dev.ferro.bench.overhead;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ferro.bench.measure.Repeats;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code train}
 * @param runner {@code engine} for the engine alone, {@code training} for the rounds of a fit, or
 *     {@code fit} for the whole fit with reading and distributing the rows
 * @param master where Spark ran
 * @param data {@code mnist} or {@code digits}
 * @param batchSize rows of a step
 * @param repeats how long it took; its rows count once an epoch
 */
record OverheadMeasurement(
    String what,
    String runner,
    String master,
    String data,
    int batchSize,
    @JsonUnwrapped Repeats repeats) {}
