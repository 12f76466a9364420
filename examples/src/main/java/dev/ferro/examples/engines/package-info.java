/** The job that shows which engine each process of a cluster uses. */
package dev.ferro.examples.engines;
