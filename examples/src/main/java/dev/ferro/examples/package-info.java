/**
 * The jobs of {@code examples/run} as one command line. Other jars add jobs by a {@link
 * dev.ferro.examples.JobProvider}.
 */
package dev.ferro.examples;
