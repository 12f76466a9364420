package dev.ferro.spark.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * Work on some partitions of dealt rows, each at the executor that it is wanted at. Spark's
 * scheduler follows such wishes for as long as {@code spark.locality.wait} says.
 */
final class PlacedRDD<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final transient List<Share> shares;
  private final PartitionWork<T> work;

  /**
   * Some partitions.
   *
   * @param type of the results
   */
  PlacedRDD(SparkContext spark, List<Share> shares, Class<T> type, PartitionWork<T> work) {
    super(spark, dependencies(shares), ClassTag$.MODULE$.apply(type));
    this.shares = shares;
    this.work = work;
  }

  private static Seq<Dependency<?>> dependencies(List<Share> shares) {
    List<Dependency<?>> dependencies = new ArrayList<>();
    for (RDD<RowBlock> source : sources(shares)) {
      dependencies.add(new OnShares(source, shares));
    }
    return CollectionConverters.asScala(dependencies).toSeq();
  }

  private static Set<RDD<RowBlock>> sources(List<Share> shares) {
    Set<RDD<RowBlock>> sources = new LinkedHashSet<>();
    shares.forEach(share -> sources.add(share.source()));
    return sources;
  }

  @Override
  public Partition[] getPartitions() {
    List<RDD<RowBlock>> sources = List.copyOf(sources(shares));
    Partition[] partitions = new Partition[shares.size()];
    for (int i = 0; i < partitions.length; i++) {
      Share share = shares.get(i);
      partitions[i] =
          new Placed(
              i, sources.indexOf(share.source()), share.source().partitions()[share.partition()]);
    }
    return partitions;
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    String location = shares.get(split.index()).location();
    List<String> wanted = location == null ? List.of() : List.of(location);
    return CollectionConverters.asScala(wanted).toSeq();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Iterator<T> compute(Partition split, TaskContext context) {
    Placed placed = (Placed) split;
    RDD<RowBlock> source = (RDD<RowBlock>) dependencies().apply(placed.source()).rdd();
    Iterable<RowBlock> blocks =
        () -> CollectionConverters.asJava(source.iterator(placed.partition(), context));
    return CollectionConverters.asScala(work.call(split.index(), blocks));
  }

  /** Does the work; its one result for each partition, in their order. */
  @SuppressWarnings("unchecked")
  List<T> results() {
    return List.of((T[]) sparkContext().runJob(this, new Only<T>(), elementClassTag()));
  }

  /**
   * A class of its own where a lambda would do: Spark looks through the bytecode around a lambda in
   * each job, which takes longer than all else that the driver does for a round.
   */
  private static final class Only<T> extends AbstractFunction2<TaskContext, Iterator<T>, T>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public T apply(TaskContext task, Iterator<T> results) {
      return results.next();
    }
  }

  /**
   * One partition of dealt rows.
   *
   * @param location where the work on it is wanted, as Spark's scheduler takes it, or null
   */
  record Share(RDD<RowBlock> source, int partition, String location) {}

  private record Placed(int index, int source, Partition partition) implements Partition {
    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Placed placed && placed.index == index;
    }
  }

  private static final class OnShares extends NarrowDependency<RowBlock> {
    private static final long serialVersionUID = 1L;
    private final transient List<Share> shares;

    OnShares(RDD<RowBlock> source, List<Share> shares) {
      super(source);
      this.shares = shares;
    }

    @Override
    public Seq<Object> getParents(int partition) {
      Share share = shares.get(partition);
      List<Object> parents = share.source() == rdd() ? List.of(share.partition()) : List.of();
      return CollectionConverters.asScala(parents).toSeq();
    }
  }
}
