/** Studies how accurate a model gets by how its replicas average. */
package dev.ferro.bench.study;
