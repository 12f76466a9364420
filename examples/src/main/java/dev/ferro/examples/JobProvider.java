package dev.ferro.examples;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Adds jobs to {@code examples/run} from another jar on the class path. A {@link
 * java.util.ServiceLoader} finds it, so that the examples need not know the jar.
 */
public interface JobProvider {
  /** What the list of jobs shows above these. */
  String heading();

  /** The jobs, each with picocli's {@code @Command}, in the order to show them. */
  List<Class<? extends Callable<Integer>>> jobs();
}
