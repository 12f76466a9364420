package dev.ferro.spark.node;

import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.Engines;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's engine for each name that jobs ask for, said once in the log. */
public final class NodeEngine {
  private static final Logger LOG = LoggerFactory.getLogger(NodeEngine.class);
  private static final Map<String, EngineSelection> SELECTIONS = new ConcurrentHashMap<>();

  private NodeEngine() {}

  /**
   * The engine that computes here.
   *
   * @param requested a stage's {@code engine} param
   * @throws dev.ferro.engine.EngineUnavailableException when a named engine cannot run here
   */
  public static EngineSelection select(String requested) {
    return SELECTIONS.computeIfAbsent(requested, NodeEngine::selectAndSay);
  }

  private static EngineSelection selectAndSay(String requested) {
    EngineSelection selection = Engines.select(requested);
    LOG.info("Ferro engine {}", selection);
    return selection;
  }
}
