/** Measures how fast tables are scored, beside Spark's own model and ONNX Runtime. */
package dev.ferro.bench.score;
