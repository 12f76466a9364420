/** What the measurements on Spark share: their options, rows and medians. */
package dev.ferro.bench.measure;
