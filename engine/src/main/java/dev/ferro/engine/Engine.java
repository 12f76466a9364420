package dev.ferro.engine;

import java.util.Optional;

/**
 * Computes networks on this node. An engine knows its name, and whether it can run here. It opens
 * networks. Engines are safe from many threads.
 *
 * <p>{@link java.util.ServiceLoader} finds engines. So an engine is a public class without
 * constructor arguments. It is cheap to create, and loads what it needs on first use.
 */
public interface Engine {
  /** The id by which users choose it: {@code cpu}, {@code java}. */
  String id();

  /** Why this engine cannot run here, with the remedy if there is one. Empty if it can run. */
  Optional<String> unusableReason();

  /** A readable name for what computes, once it can run here: {@code "AVX2 kernels"}. */
  String description();

  /** Where this engine computes, which decides by which clock its work is measured. */
  Execution execution();

  /** Where an engine computes while its caller waits. */
  enum Execution {
    /** On the thread that calls. */
    CALLING_THREAD,
    /** On threads that the engine keeps. */
    OWN_THREADS,
    /** On a GPU. */
    GPU
  }

  /**
   * Opens a network with all parameters zero. The caller closes it.
   *
   * @throws EngineException when there is not enough memory or the engine fails
   */
  Network open(NetworkSpec spec);
}
