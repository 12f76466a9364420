/** A trained network and what its scores mean, and the engine that computes on this node. */
package dev.ferro.spark.internal.model;
