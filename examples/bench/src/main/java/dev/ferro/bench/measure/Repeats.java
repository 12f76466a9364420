package dev.ferro.bench.measure;

/**
 * What the repeats of a measurement gave, in the form that programs read.
 *
 * @param seconds the median of the repeats
 * @param rowsPerSecond rows per second of the median
 * @param secondsBest the shortest repeat
 * @param repeats how many there were
 */
public record Repeats(double seconds, double rowsPerSecond, double secondsBest, int repeats) {}
