package dev.ferro.examples.job;

import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An engine that the user of a job names. */
public final class NamedEngine {
  private NamedEngine() {}

  /**
   * The engine with that id.
   *
   * @param job the job whose option names it
   * @param expected the option, in words that come before the known ids in the message
   * @throws ParameterException if there is no such engine
   * @throws JobException if it cannot run here
   */
  public static Engine require(CommandSpec job, String expected, String id) {
    Engine engine =
        Engines.all().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(job, expected, id));
    engine.unusableReason().ifPresent(reason -> refuse(job, id, reason));
    return engine;
  }

  private static ParameterException unknown(CommandSpec job, String expected, String id) {
    List<String> known = Engines.all().stream().map(Engine::id).toList();
    return new ParameterException(
        job.commandLine(), "Expected " + expected + " " + known + ", got '" + id + "'");
  }

  private static void refuse(CommandSpec job, String id, String reason) {
    throw new JobException(
        "[" + job.name() + "] expected engine '" + id + "' to run here, got: " + reason);
  }
}
