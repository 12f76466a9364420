package dev.ferro.spark.internal.rounds;

import dev.ferro.spark.internal.rows.RowBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/**
 * Works on shards, in tasks that each take some shards one after another, on a preferred executor.
 * Spark's scheduler waits {@code spark.locality.wait} for that executor.
 */
final class LocalityRDD extends RDD<Object[]> {
  private static final long serialVersionUID = 3L;

  private static final ClassTag<Object[]> ARRAYS = ClassTag$.MODULE$.apply(Object[].class);

  /**
   * The rows of one replica.
   *
   * @param replica the replica, counted from 0
   * @param partition partition of the source
   */
  record Shard(int replica, RDD<Object[]> source, int partition) {}

  /**
   * The work of one task.
   *
   * @param location its preferred location, in the scheduler's format, or null for the location of
   *     its rows
   */
  record TaskShards(List<Shard> shards, String location) {
    static TaskShards of(Shard shard) {
      return new TaskShards(List.of(shard), null);
    }
  }

  private final transient List<TaskShards> tasks;
  private final ShardTask work;

  LocalityRDD(SparkContext spark, List<TaskShards> tasks, ShardTask work) {
    super(spark, dependencies(tasks), ARRAYS);
    this.tasks = tasks;
    this.work = work;
  }

  private static Seq<Dependency<?>> dependencies(List<TaskShards> tasks) {
    List<Dependency<?>> dependencies = new ArrayList<>();
    for (RDD<Object[]> source : sources(tasks)) {
      dependencies.add(new OnShards(source, tasks));
    }
    return CollectionConverters.asScala(dependencies).toSeq();
  }

  private static Set<RDD<Object[]>> sources(List<TaskShards> tasks) {
    Set<RDD<Object[]>> sources = new LinkedHashSet<>();
    tasks.forEach(task -> task.shards().forEach(shard -> sources.add(shard.source())));
    return sources;
  }

  @Override
  public Partition[] getPartitions() {
    List<RDD<Object[]>> sources = List.copyOf(sources(tasks));
    Partition[] partitions = new Partition[tasks.size()];
    for (int i = 0; i < partitions.length; i++) {
      List<Rows> rows = new ArrayList<>();
      for (Shard shard : tasks.get(i).shards()) {
        Partition partition = shard.source().partitions()[shard.partition()];
        rows.add(new Rows(shard.replica(), sources.indexOf(shard.source()), partition));
      }
      partitions[i] = new TaskPartition(i, rows);
    }
    return partitions;
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    String location = tasks.get(split.index()).location();
    List<String> wanted = location == null ? List.of() : List.of(location);
    return CollectionConverters.asScala(wanted).toSeq();
  }

  @Override
  public Iterator<Object[]> compute(Partition split, TaskContext context) {
    return CollectionConverters.asScala(((TaskPartition) split).rows().iterator())
        .flatMap(
            rows -> CollectionConverters.asScala(work.run(rows.replica(), blocks(rows, context))));
  }

  @SuppressWarnings("unchecked")
  private Iterable<RowBlock> blocks(Rows rows, TaskContext context) {
    RDD<Object[]> source = (RDD<Object[]>) dependencies().apply(rows.source()).rdd();
    return () ->
        CollectionConverters.asJava(
            source.iterator(rows.partition(), context).map(new Unpacking()));
  }

  /** Does the work. Returns the results in the order of the tasks and their shards. */
  List<Object[]> results() {
    return results(new All());
  }

  /**
   * Does the work.
   *
   * @param ofTask turns the results of a task into what it returns: one for each, in their order
   */
  List<Object[]> results(AbstractFunction2<TaskContext, Iterator<Object[]>, Object[]> ofTask) {
    Object[][] results = (Object[][]) sparkContext().runJob(this, ofTask, ARRAYS);
    return Arrays.stream(results).flatMap(Arrays::stream).map(result -> (Object[]) result).toList();
  }

  private static final class Unpacking extends AbstractFunction1<Object[], RowBlock> {
    @Override
    public RowBlock apply(Object[] packed) {
      return RowBlock.unpack(packed);
    }
  }

  /**
   * A class instead of a lambda: in each job, Spark would scan the bytecode around a lambda. That
   * takes longer than everything else that the driver does for a round.
   */
  private static final class All
      extends AbstractFunction2<TaskContext, Iterator<Object[]>, Object[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object[] apply(TaskContext context, Iterator<Object[]> results) {
      List<Object[]> all = new ArrayList<>();
      CollectionConverters.asJava(results).forEachRemaining(all::add);
      return all.toArray();
    }
  }

  /** A shard in a task. The source is the index of the dependency. */
  private record Rows(int replica, int source, Partition partition) implements Serializable {}

  private record TaskPartition(int index, List<Rows> rows) implements Partition {
    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof TaskPartition placed && placed.index == index;
    }
  }

  private static final class OnShards extends NarrowDependency<Object[]> {
    private static final long serialVersionUID = 1L;
    private final transient List<TaskShards> tasks;

    OnShards(RDD<Object[]> source, List<TaskShards> tasks) {
      super(source);
      this.tasks = tasks;
    }

    @Override
    public Seq<Object> getParents(int task) {
      List<Object> parents =
          tasks.get(task).shards().stream()
              .filter(shard -> shard.source() == rdd())
              .<Object>map(Shard::partition)
              .toList();
      return CollectionConverters.asScala(parents).toSeq();
    }
  }
}
