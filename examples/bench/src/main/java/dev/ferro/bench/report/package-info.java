/** Writes one file about how Ferro runs on a Mac. */
package dev.ferro.bench.report;
