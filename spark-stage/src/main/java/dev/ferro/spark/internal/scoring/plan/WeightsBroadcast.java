package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.model.TrainedNetwork;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/** The weights of each network on the executors: sent once, and freed after the network is. */
final class WeightsBroadcast {
  private static final Map<TrainedNetwork, Sent> SENT = new WeakHashMap<>();

  private record Sent(SparkContext context, Broadcast<float[]> weights) {}

  private WeightsBroadcast() {}

  /** The weights. They are sent once for each application. */
  static Broadcast<float[]> of(TrainedNetwork network, SparkContext context) {
    synchronized (SENT) {
      Sent sent = SENT.get(network);
      if (sent == null || sent.context() != context) {
        sent =
            new Sent(
                context,
                context.broadcast(network.parameters(), ClassTag$.MODULE$.apply(float[].class)));
        SENT.put(network, sent);
      }
      return sent.weights();
    }
  }
}
