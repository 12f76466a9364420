/** Checkpoints: what a fit needs to go on after it was cut off. */
package dev.ferro.spark.internal.checkpoint;
