/**
 * What the loaders of native libraries need from the file system. {@code ResourceCache} unpacks
 * {@code CompressedResources} once for all processes. {@code PrivateFolder} makes folders in which
 * no other user can swap a file. {@code Executable} runs another program and reads its answer.
 *
 * <p>This package is internal and may change with any version. Only this package uses XZ, and it
 * knows neither JNA nor MLX.
 */
package dev.ferro.engine.internal.files;
