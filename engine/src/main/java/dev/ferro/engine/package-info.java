/**
 * What callers use: an {@link dev.ferro.engine.Engine} opens a {@link dev.ferro.engine.Network},
 * which trains and predicts on a {@link dev.ferro.engine.Batch} of rows. {@link
 * dev.ferro.engine.NetworkSpec} describes the layers and the loss, {@link
 * dev.ferro.engine.OptimizerSpec} the step. {@link dev.ferro.engine.Engines} chooses the engine of
 * this node.
 *
 * <p>{@code Network} checks every argument, so the engines behind it need not. This package uses
 * the JDK alone. It finds engines with {@link java.util.ServiceLoader} and names none of their
 * classes.
 */
package dev.ferro.engine;
