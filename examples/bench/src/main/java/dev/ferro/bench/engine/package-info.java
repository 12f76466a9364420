/** Measures the engines on one thread, without Spark, beside other libraries in Python. */
package dev.ferro.bench.engine;
