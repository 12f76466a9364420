package dev.ferro.bench.score;

/**
 * A figure in the form that programs read.
 *
 * @param what {@code score}
 * @param runner who scored
 * @param master where Spark ran
 * @param data {@code mnist}, {@code digits} or {@code random}
 * @param network widths of its layers
 * @param source {@code cached} or {@code parquet}
 * @param columns {@code all} or {@code prediction}
 * @param rows of the table
 * @param seconds the median of the repeats
 * @param rowsPerSecond rows per second of the median
 * @param rowsPerSecondPerCore the same of one core
 * @param secondsBest the shortest repeat
 * @param repeats how many there were
 */
record ScoreMeasurement(
    String what,
    String runner,
    String master,
    String data,
    String network,
    String source,
    String columns,
    long rows,
    double seconds,
    double rowsPerSecond,
    double rowsPerSecondPerCore,
    double secondsBest,
    int repeats) {}
