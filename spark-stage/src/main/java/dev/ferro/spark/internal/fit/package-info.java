/** One fit from start to end: read, prepare, train, result. */
package dev.ferro.spark.internal.fit;
