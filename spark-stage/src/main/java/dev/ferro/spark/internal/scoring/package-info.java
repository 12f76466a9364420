/** How a model scores a dataset, and scoring row by row through Spark's public API. */
package dev.ferro.spark.internal.scoring;
