package dev.ferro.spark.training;

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
 * Work on workers' rows, in tasks that each take some workers after one another at the executor
 * that they are wanted at. Spark's scheduler follows such wishes for as long as {@code
 * spark.locality.wait} says.
 */
final class PlacedRDD extends RDD<Object[]> {
  private static final long serialVersionUID = 3L;

  private static final ClassTag<Object[]> ARRAYS = ClassTag$.MODULE$.apply(Object[].class);

  /**
   * Rows of one worker.
   *
   * @param worker counted from 0
   * @param partition of the source
   */
  record Share(int worker, RDD<Object[]> source, int partition) {}

  /**
   * What one task takes.
   *
   * @param location where it is wanted, as Spark's scheduler takes it; null for where its rows are
   */
  record Group(List<Share> shares, String location) {
    static Group of(Share share) {
      return new Group(List.of(share), null);
    }
  }

  private final transient List<Group> groups;
  private final PartitionWork work;

  PlacedRDD(SparkContext spark, List<Group> groups, PartitionWork work) {
    super(spark, dependencies(groups), ARRAYS);
    this.groups = groups;
    this.work = work;
  }

  private static Seq<Dependency<?>> dependencies(List<Group> groups) {
    List<Dependency<?>> dependencies = new ArrayList<>();
    for (RDD<Object[]> source : sources(groups)) {
      dependencies.add(new OnShares(source, groups));
    }
    return CollectionConverters.asScala(dependencies).toSeq();
  }

  private static Set<RDD<Object[]>> sources(List<Group> groups) {
    Set<RDD<Object[]>> sources = new LinkedHashSet<>();
    groups.forEach(group -> group.shares().forEach(share -> sources.add(share.source())));
    return sources;
  }

  @Override
  public Partition[] getPartitions() {
    List<RDD<Object[]>> sources = List.copyOf(sources(groups));
    Partition[] partitions = new Partition[groups.size()];
    for (int i = 0; i < partitions.length; i++) {
      List<Rows> rows = new ArrayList<>();
      for (Share share : groups.get(i).shares()) {
        Partition partition = share.source().partitions()[share.partition()];
        rows.add(new Rows(share.worker(), sources.indexOf(share.source()), partition));
      }
      partitions[i] = new Placed(i, rows);
    }
    return partitions;
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    String location = groups.get(split.index()).location();
    List<String> wanted = location == null ? List.of() : List.of(location);
    return CollectionConverters.asScala(wanted).toSeq();
  }

  @Override
  public Iterator<Object[]> compute(Partition split, TaskContext task) {
    return CollectionConverters.asScala(((Placed) split).rows().iterator())
        .flatMap(
            rows -> CollectionConverters.asScala(work.call(rows.worker(), blocks(rows, task))));
  }

  @SuppressWarnings("unchecked")
  private Iterable<RowBlock> blocks(Rows rows, TaskContext task) {
    RDD<Object[]> source = (RDD<Object[]>) dependencies().apply(rows.source()).rdd();
    return () ->
        CollectionConverters.asJava(source.iterator(rows.partition(), task).map(new Unpacking()));
  }

  /** Does the work; its results in the order of the groups and their shares. */
  List<Object[]> results() {
    return results(new All());
  }

  /**
   * Does the work.
   *
   * @param ofTask what each task gives of its results: one for each, in their order
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
   * A class of its own where a lambda would do: Spark looks through the bytecode around a lambda in
   * each job, which takes longer than all else that the driver does for a round.
   */
  private static final class All
      extends AbstractFunction2<TaskContext, Iterator<Object[]>, Object[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object[] apply(TaskContext task, Iterator<Object[]> results) {
      List<Object[]> all = new ArrayList<>();
      CollectionConverters.asJava(results).forEachRemaining(all::add);
      return all.toArray();
    }
  }

  /** A share as a task knows it; the source is the number of the dependency. */
  private record Rows(int worker, int source, Partition partition) implements Serializable {}

  private record Placed(int index, List<Rows> rows) implements Partition {
    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Placed placed && placed.index == index;
    }
  }

  private static final class OnShares extends NarrowDependency<Object[]> {
    private static final long serialVersionUID = 1L;
    private final transient List<Group> groups;

    OnShares(RDD<Object[]> source, List<Group> groups) {
      super(source);
      this.groups = groups;
    }

    @Override
    public Seq<Object> getParents(int group) {
      List<Object> parents =
          groups.get(group).shares().stream()
              .filter(share -> share.source() == rdd())
              .<Object>map(Share::partition)
              .toList();
      return CollectionConverters.asScala(parents).toSeq();
    }
  }
}
