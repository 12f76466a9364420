/**
 * Finds Apple's MLX on this node. {@code MlxHome} tries each {@code MlxLocation} in turn: what the
 * owner of the node configured, a jar on the classpath, Python's packages, Homebrew. It checks the
 * files that it finds and loads nothing.
 *
 * <p>This package is internal and may change with any version. It uses {@code internal.files}, and
 * only {@code dev.ferro.engine.jna} uses it.
 */
package dev.ferro.engine.internal.mlx;
