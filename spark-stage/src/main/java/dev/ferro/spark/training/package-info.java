/** What a fit reports: an event after each epoch, and what each executor did. */
package dev.ferro.spark.training;
