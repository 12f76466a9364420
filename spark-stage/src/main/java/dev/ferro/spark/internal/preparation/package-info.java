/**
 * From a dataset to shards: reads and checks rows, learns their statistics, scales them, and gives
 * each replica a shard.
 */
package dev.ferro.spark.internal.preparation;
