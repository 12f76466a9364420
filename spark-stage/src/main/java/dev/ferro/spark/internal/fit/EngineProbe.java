package dev.ferro.spark.internal.fit;

import dev.ferro.engine.Engine;
import dev.ferro.engine.EngineUnavailableException;
import dev.ferro.engine.Engines;
import dev.ferro.spark.internal.rounds.Slots;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** Checks before any row is read that some executor can run a named engine. */
final class EngineProbe {
  private EngineProbe() {}

  /**
   * Rejects an engine that no executor can run. If some can, the fit continues: Spark may give all
   * work to those, or the tasks of the others fail with their reason.
   *
   * @param engine a stage's {@code engine} param
   * @throws EngineUnavailableException with the reason of each executor
   */
  static void require(String engine, SparkContext spark) {
    if (engine.equals(Engines.AUTO) || engine.equals(Engines.FASTEST)) {
      return;
    }
    Slots now = Slots.of(spark);
    Map<String, String> reasons = new TreeMap<>();
    for (String[] answer : ask(engine, now, spark)) {
      if (answer[1] == null) {
        return;
      }
      reasons.put(answer[0], answer[1]);
    }
    if (reasons.size() >= now.tasks().size()) {
      throw new EngineUnavailableException(
          "[engine] expected an executor that can run '"
              + engine
              + "', got none: "
              + String.join("; ", reasons.values())
              + " ('auto' takes the best engine that can run)");
    }
  }

  private static List<String[]> ask(String engine, Slots now, SparkContext spark) {
    List<Tuple2<Object, Seq<String>>> wanted = new ArrayList<>();
    for (String location : now.locations().values()) {
      wanted.add(
          new Tuple2<>(wanted.size(), CollectionConverters.asScala(List.of(location)).toSeq()));
    }
    if (wanted.isEmpty()) {
      wanted.add(new Tuple2<>(0, CollectionConverters.asScala(List.<String>of()).toSeq()));
    }
    RDD<Object> executors =
        spark.makeRDD(
            CollectionConverters.asScala(wanted).toSeq(), ClassTag$.MODULE$.apply(Object.class));
    String[][] answers =
        (String[][])
            spark.runJob(executors, new Answer(engine), ClassTag$.MODULE$.apply(String[].class));
    return List.of(answers);
  }

  /** An executor's answer: its name, and why the engine cannot run there, or null. */
  private static final class Answer extends AbstractFunction1<Iterator<Object>, String[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String engine;

    Answer(String engine) {
      this.engine = engine;
    }

    @Override
    public String[] apply(Iterator<Object> unused) {
      BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
      String reason = "no such engine";
      for (Engine each : Engines.all()) {
        if (each.id().equals(engine)) {
          reason = each.unusableReason().orElse(null);
        }
      }
      return new String[] {
        here.executorId(), reason == null ? null : "on host " + here.host() + ": " + reason
      };
    }
  }
}
