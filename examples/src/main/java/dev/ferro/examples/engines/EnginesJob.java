package dev.ferro.examples.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferro.engine.Engines;
import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.SparkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows which engine each node uses, and why not another. */
@Command(
    name = EnginesJob.NAME,
    description = "Show which engine this node and each executor use, and why not another.",
    showDefaultValues = true)
public final class EnginesJob implements Callable<Integer> {
  static final String NAME = "engines";

  @Option(
      names = "--engine",
      paramLabel = "ID",
      description = "ask for this engine, as a stage's param 'engine' does")
  private String engine = Engines.AUTO;

  @Spec private CommandSpec command;

  @Mixin private final SparkOptions spark = new SparkOptions();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    if (!Engines.names().contains(engine)) {
      throw new ParameterException(
          command.commandLine(),
          "Expected --engine to be one of "
              + String.join(", ", Engines.names())
              + ", got '"
              + engine
              + "'");
    }
    List<NodeReport> reports = new ArrayList<>();
    try (SparkSession session = spark.open(NAME)) {
      JavaSparkContext context = new JavaSparkContext(session.sparkContext());
      if (!session.sparkContext().isLocal()) {
        reports.add(NodeReport.here(engine));
      }
      reports.addAll(ExecutorSurvey.call(context, engine));
      write(context.master(), reports);
    }
    reports.forEach(System.out::println);
    return reports.stream().allMatch(report -> report.engine() != null) ? 0 : 1;
  }

  private void write(String master, List<NodeReport> reports) {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("job", NAME).put("master", master).putPOJO("nodes", reports);
    json.write(figures);
  }
}
