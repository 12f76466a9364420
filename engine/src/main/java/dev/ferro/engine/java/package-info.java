/**
 * The engine in plain Java. It runs everywhere. The tests compare every other engine with it, so
 * its code favours clarity over speed.
 *
 * <p>This package uses {@code dev.ferro.engine} and the JDK. No other package uses it.
 */
package dev.ferro.engine.java;
