package dev.ferro.bench.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.engine.Engine;
import dev.ferro.engine.Engines;
import dev.ferro.examples.job.JobException;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.NamedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares this node's engines with what MLX computed. */
@Command(
    name = ConformanceJob.NAME,
    description = {
      "Compare every engine that can run here with what MLX computed.",
      "Shows the largest error of each, over the largest magnitude of its tensor. Fails above "
          + CaseResult.TOLERANCE_TEXT
          + "."
    })
public final class ConformanceJob implements Callable<Integer> {
  static final String NAME = "conformance";

  @Spec private CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "DIR",
      description = "golden cases, *.safetensors (default: those that come with Ferro)")
  private Path cases;

  @Option(names = "--engine", paramLabel = "ID", description = "check this engine alone")
  private String engine;

  @Mixin private final JsonOption json = new JsonOption();

  private final Map<String, String> skipped = new LinkedHashMap<>();
  private final List<CaseResult> results = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  @Override
  public Integer call() {
    List<Engine> engines = engines();
    engines.forEach(e -> System.out.println("engine " + e.id() + ": " + e.description()));
    skipped.forEach((id, reason) -> System.out.println("engine " + id + " skipped: " + reason));
    for (GoldenSource source : cases == null ? GoldenSource.bundled() : GoldenSource.in(cases)) {
      try {
        GoldenCase golden = source.read();
        engines.forEach(each -> check(golden, each));
      } catch (JobException e) {
        errors.add(e.getMessage());
      }
    }
    if (!results.isEmpty()) {
      System.out.println("\n" + new ResultTable(results) + "\n");
    }
    errors.forEach(System.err::println);
    return conclude();
  }

  private List<Engine> engines() {
    return engine == null
        ? Engines.all().stream().filter(this::isUsable).toList()
        : List.of(NamedEngine.require(spec, "--engine to be one of", engine));
  }

  private boolean isUsable(Engine each) {
    each.unusableReason().ifPresent(reason -> skipped.put(each.id(), reason));
    return !skipped.containsKey(each.id());
  }

  private void check(GoldenCase golden, Engine each) {
    try {
      results.add(CaseResult.of(golden, each));
    } catch (RuntimeException e) {
      errors.add("[conformance] engine " + each.id() + " on " + golden.name() + ": " + e);
    }
  }

  private int conclude() {
    long passed = results.stream().filter(CaseResult::passed).count();
    boolean all = passed > 0 && passed == results.size() && errors.isEmpty();
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d within %s%s%s%n",
        all ? "Passed" : "FAILED",
        passed,
        results.size(),
        CaseResult.TOLERANCE_TEXT,
        results.isEmpty() ? "" : ", largest error " + largest(),
        errors.isEmpty() ? "" : ", " + errors.size() + " could not be checked");
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("job", NAME).put("passed", all).put("tolerance", CaseResult.TOLERANCE);
    figures.putPOJO("results", results).putPOJO("skipped", skipped).putPOJO("errors", errors);
    json.write(figures);
    return all ? 0 : 1;
  }

  /** {@code 4.1e-06 (deep, cpu)}. */
  private String largest() {
    CaseResult worst = Collections.max(results, Comparator.comparingDouble(CaseResult::largest));
    return String.format(
        Locale.ROOT, "%.1e (%s, %s)", worst.largest(), worst.name(), worst.engine());
  }
}
