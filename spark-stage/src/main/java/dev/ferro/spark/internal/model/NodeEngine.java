package dev.ferro.spark.internal.model;

import dev.ferro.engine.EngineSelection;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Engines;
import dev.ferro.engine.Workload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's engine for each requested name, and for each workload if engines are timed. The
 * log names it once.
 */
public final class NodeEngine {
  private static final Logger LOG = LoggerFactory.getLogger(NodeEngine.class);
  private static final Map<Key, EngineSelection> SELECTIONS = new ConcurrentHashMap<>();

  private record Key(String requested, Workload workload) {}

  private NodeEngine() {}

  /**
   * The engine that computes here. Tasks that call this at the same time wait for the first call.
   *
   * @param requested a stage's {@code engine} param
   * @param workload the work to do
   * @throws EngineUnavailableException if a named engine cannot run here. The message names the
   *     host
   */
  public static EngineSelection select(String requested, Workload workload) {
    Key key = new Key(requested, Engines.isTimed(requested) ? workload : Workload.TYPICAL);
    return SELECTIONS.computeIfAbsent(key, NodeEngine::selectAndSay);
  }

  private static EngineSelection selectAndSay(Key key) {
    try {
      EngineSelection selection = Engines.select(key.requested(), key.workload());
      LOG.info("Ferro engine {}", selection);
      return selection;
    } catch (EngineUnavailableException e) {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      throw new EngineUnavailableException(e.getMessage() + " on host " + host);
    }
  }
}
