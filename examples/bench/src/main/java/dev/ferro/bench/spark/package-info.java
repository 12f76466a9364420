/** Measures fits beside Spark's own classifier. */
package dev.ferro.bench.spark;
