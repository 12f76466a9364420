/** Saves and loads stages, and reads and writes the safetensors format. */
package dev.ferro.spark.internal.io;
