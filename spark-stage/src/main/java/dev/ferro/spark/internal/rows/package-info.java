/**
 * Rows on their way to the engine: blocks of scaled rows, their order in an epoch, and the batches
 * that they fill.
 */
package dev.ferro.spark.internal.rows;
