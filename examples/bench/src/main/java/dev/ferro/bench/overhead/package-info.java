/** Measures what a fit on Spark costs beside the engine alone. */
package dev.ferro.bench.overhead;
