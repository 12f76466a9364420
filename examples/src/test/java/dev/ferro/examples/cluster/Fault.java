package dev.ferro.examples.cluster;

/** What happens to a job while it runs. */
@FunctionalInterface
interface Fault {
  /** Strikes; may wait for the job. */
  void strike(Application job) throws Exception;
}
