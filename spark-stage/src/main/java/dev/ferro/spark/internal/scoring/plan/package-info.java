/** Scoring as a node of Spark's plan. All use of Spark's internal API is here. */
package dev.ferro.spark.internal.scoring.plan;
