package dev.ferro.examples;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Adds jobs to {@code examples/run} from another jar on the class path. A {@link
 * java.util.ServiceLoader} finds it, so the examples do not depend on the jar.
 */
public interface JobProvider {
  /** The heading above these jobs in the list. */
  String heading();

  /** The jobs, each with picocli's {@code @Command}, in the order to show them. */
  List<Class<? extends Callable<Integer>>> jobs();
}
