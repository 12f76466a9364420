package dev.ferro.engine;

import java.util.Optional;

/**
 * Something that computes on this node: says who it is, whether it can run here and if not why, and
 * opens networks. Safe from many threads. Found through {@link java.util.ServiceLoader}, so an
 * engine is a public class without constructor arguments, cheap to create, that loads what it needs
 * when first asked.
 */
public interface Engine {
  /** Short name by which people choose it: {@code cpu}, {@code java}. */
  String id();

  /** Why this engine cannot run here, with the remedy where there is one; empty when it can. */
  Optional<String> unusableReason();

  /** What computes, for people, when it can run here: {@code "AVX2 kernels"}. */
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
   * Opens a network with all parameters zero; whoever opens it closes it.
   *
   * @throws EngineException when there is not enough memory or the engine fails
   */
  Network open(NetworkSpec spec);
}
