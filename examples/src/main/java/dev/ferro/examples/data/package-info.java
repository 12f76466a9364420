/** Real data to train on: in the jar as CSV, or MNIST from its own files. */
package dev.ferro.examples.data;
