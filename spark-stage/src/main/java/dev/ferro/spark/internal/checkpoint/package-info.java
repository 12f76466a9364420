/** Checkpoints: the data that a fit needs to continue after it was cut off. */
package dev.ferro.spark.internal.checkpoint;
