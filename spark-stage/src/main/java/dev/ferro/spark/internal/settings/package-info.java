/** A stage's params as training takes them. */
package dev.ferro.spark.internal.settings;
