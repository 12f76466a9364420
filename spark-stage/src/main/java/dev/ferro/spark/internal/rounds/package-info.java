/** Rounds of training: each replica takes steps on its shard, then their states are averaged. */
package dev.ferro.spark.internal.rounds;
