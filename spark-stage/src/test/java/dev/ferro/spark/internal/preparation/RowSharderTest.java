package dev.ferro.spark.internal.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferro.spark.SparkSuite;
import dev.ferro.spark.internal.rows.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class RowSharderTest {
  @RegisterExtension static final SparkSuite SUITE = new SparkSuite();

  private static List<List<RowBlock>> shard(
      List<List<ReadBlock>> partitions, FirstPass read, int replicas, long seed) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SUITE.spark().sparkContext());
    return RowSharder.shard(
            spark
                .parallelize(packed(partitions), partitions.size())
                .flatMap(blocks -> Arrays.stream(blocks).map(block -> (Object[]) block).iterator()),
            replicas,
            seed,
            Scaling.none(1),
            read)
        .mapPartitions(RowSharderTest::together)
        .collect()
        .stream()
        .map(replica -> Arrays.stream(replica).map(b -> RowBlock.unpack((Object[]) b)).toList())
        .toList();
  }

  /** Public, as a lambda that Spark sends must be here. */
  public static Iterator<Object[]> together(Iterator<Object[]> blocks) {
    List<Object> all = new ArrayList<>();
    blocks.forEachRemaining(all::add);
    return List.<Object[]>of(all.toArray()).iterator();
  }

  /** Each partition's blocks as one array, which every serializer knows. */
  private static List<Object[]> packed(List<List<ReadBlock>> partitions) {
    return partitions.stream()
        .map(blocks -> blocks.stream().<Object>map(ReadBlock::pack).toArray())
        .toList();
  }

  private static List<List<ReadBlock>> partitions() {
    List<List<ReadBlock>> partitions = new ArrayList<>();
    for (int from = 0; from < 1000; from += 250) {
      List<ReadBlock> blocks = new ArrayList<>();
      for (int block = from; block < from + 250; block += 7) {
        blocks.add(Blocks.numbered(block, Math.min(block + 7, from + 250)));
      }
      partitions.add(blocks);
    }
    return partitions;
  }

  private static String contents(List<List<RowBlock>> replicas) {
    StringBuilder text = new StringBuilder();
    for (List<RowBlock> replica : replicas) {
      replica.forEach(block -> text.append(Arrays.toString(block.labels)));
      text.append('\n');
    }
    return text.toString().replace("][", ", ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyRowIsShardedOnceAndTheSameSeedShardsTheSame(boolean ordered) {
    List<List<ReadBlock>> partitions = partitions();
    FirstPass read = Blocks.read(partitions, ordered);
    List<List<RowBlock>> replicas = shard(partitions, read, 3, 1);
    assertEquals(3, replicas.size());
    double[] all = replicas.stream().flatMapToDouble(Blocks::labels).sorted().toArray();
    assertArrayEquals(IntStream.range(0, 1000).asDoubleStream().toArray(), all);
    for (List<RowBlock> replica : replicas) {
      int rows = replica.stream().mapToInt(block -> block.rows).sum();
      assertEquals(1000 / 3, rows, ordered ? 5 : 80);
    }
    assertEquals(contents(replicas), contents(shard(partitions, read, 3, 1)));
    assertNotEquals(contents(replicas), contents(shard(partitions, read, 3, 2)));
  }

  @Test
  void rowsWithoutAKnownOrderAreShardedByContent() {
    List<List<ReadBlock>> partitions = partitions();
    List<List<ReadBlock>> shuffled = partitions();
    shuffled.forEach(blocks -> Collections.shuffle(blocks, new Random(1)));
    FirstPass read = Blocks.read(partitions, false);
    assertEquals(contents(shard(partitions, read, 3, 1)), contents(shard(shuffled, read, 3, 1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sortedRowsAreMixedInEveryPartOfAReplicasOrder(boolean ordered) {
    List<List<ReadBlock>> partitions = partitions();
    List<RowBlock> sharded = shard(partitions, Blocks.read(partitions, ordered), 1, 1).get(0);
    double[] labels = Blocks.labels(sharded).toArray();
    for (int from = 0; from < labels.length; from += 200) {
      double mean = Arrays.stream(labels, from, from + 200).average().orElseThrow();
      assertEquals(500, mean, 250, "mean of the rows from " + from);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsThatChangeFromOnePassToTheNextAreAnError(boolean ordered) {
    FirstPass read = Blocks.read(partitions(), ordered);
    List<List<ReadBlock>> changed = partitions();
    changed.get(2).set(0, Blocks.numbered(2000, 2007));
    String message =
        assertThrows(SparkException.class, () -> shard(changed, read, 3, 1)).getMessage();
    assertTrue(
        message.contains(
            "expected the same rows each time the dataset is read, got other rows in partition 2:"
                + " 250 at first, then 250 with other contents or order"),
        message);
    List<List<ReadBlock>> fewer = partitions();
    fewer.get(1).remove(0);
    message = assertThrows(SparkException.class, () -> shard(fewer, read, 3, 1)).getMessage();
    assertTrue(message.contains("in partition 1: 250 at first, then 243 ("), message);
  }

  @Test
  void anotherOrderIsAnErrorWhereOneIsExpected() {
    FirstPass read = Blocks.read(partitions(), true);
    List<List<ReadBlock>> turned = partitions();
    Collections.reverse(turned.get(0));
    assertThrows(SparkException.class, () -> shard(turned, read, 3, 1));
  }
}
