/** What all jobs share: where Spark runs, where output goes, tables, failures in words. */
package dev.ferro.examples.job;
