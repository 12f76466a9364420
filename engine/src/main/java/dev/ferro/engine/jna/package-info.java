/**
 * The native engines. {@code FerroApi} mirrors {@code native/include/ferro.h}, function by
 * function. {@code FerroLibrary} and {@code MlxLibrary} load the libraries that implement it, and
 * {@code NativeNetwork} calls them. A library that does not load becomes a reason with a remedy,
 * never an error at the first call.
 *
 * <p>Only this package uses JNA. It uses {@code internal.mlx} to find MLX and {@code
 * internal.files} to unpack libraries. No other package uses it.
 */
package dev.ferro.engine.jna;
