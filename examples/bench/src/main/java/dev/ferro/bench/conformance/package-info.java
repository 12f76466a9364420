/** Compares every engine with golden cases that MLX computed. */
package dev.ferro.bench.conformance;
