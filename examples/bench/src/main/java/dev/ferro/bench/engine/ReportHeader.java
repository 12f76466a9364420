package dev.ferro.bench.engine;

import dev.ferro.engine.NetworkSpec;
import dev.ferro.examples.job.Machine;
import java.util.List;

/**
 * The lines above the table: what was measured, and on which machine.
 *
 * @param peak peak of a core, or null
 */
record ReportHeader(Peak peak, List<Runner> runners, RowSource source, List<NetworkSpec> shapes) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Machine.header());
    text.append("one core: ").append(peak == null ? Peak.UNKNOWN : peak).append('\n');
    for (Runner runner : runners) {
      text.append(runner.id()).append(": ").append(runner.description()).append('\n');
    }
    for (NetworkSpec spec : shapes) {
      text.append("rows for ").append(spec).append(": ").append(source.describe(spec)).append('\n');
    }
    return text.toString();
  }
}
