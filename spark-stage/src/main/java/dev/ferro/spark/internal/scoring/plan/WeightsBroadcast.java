package dev.ferro.spark.internal.scoring.plan;

import dev.ferro.spark.internal.model.TrainedNetwork;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/**
 * The weights of a network on the executors. They are sent once for each application. Spark frees
 * them after the network is.
 */
record WeightsBroadcast(SparkContext context, Broadcast<float[]> weights) {
  static Broadcast<float[]> of(TrainedNetwork network, SparkContext context) {
    return network
        .kept(
            WeightsBroadcast.class,
            sent -> sent.context() == context,
            () ->
                new WeightsBroadcast(
                    context,
                    context.broadcast(
                        network.parameters(), ClassTag$.MODULE$.apply(float[].class))))
        .weights();
  }
}
