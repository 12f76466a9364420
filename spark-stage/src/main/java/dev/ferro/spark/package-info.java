/**
 * Multi-layer perceptrons for Spark ML. Start with {@link dev.ferro.spark.MLPClassifier} or {@link
 * dev.ferro.spark.MLPRegressor}.
 *
 * <p>Users need this package and {@link dev.ferro.spark.training}. Everything under {@code
 * dev.ferro.spark.internal} may change with each version.
 */
package dev.ferro.spark;
