/** Finds the columns that a stage's params name, and checks their types. */
package dev.ferro.spark.internal.columns;
