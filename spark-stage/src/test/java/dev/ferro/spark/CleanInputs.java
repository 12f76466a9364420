package dev.ferro.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Queries that remove the rows that cannot be scored from a table, each in a way of its own. */
final class CleanInputs {
  static final int ROWS = 120;

  static final List<String> KINDS =
      List.of(
          "inner",
          "inner, other order",
          "broadcast",
          "cross",
          "left",
          "right",
          "semi",
          "anti",
          "in",
          "not in",
          "exists",
          "scalar subquery",
          "in, sql",
          "union",
          "distinct",
          "dropDuplicates",
          "aggregate",
          "limit",
          "window",
          "generate",
          "intersect",
          "except",
          "sample",
          "sort",
          "repartition",
          "coalesce",
          "cte",
          "typed filter",
          "cached",
          "two models");

  private final SparkSession spark;
  private final Dataset<Row> all;
  private final Dataset<Row> good;

  /** Writes the tables. */
  CleanInputs(SparkSession spark, Path folder) {
    this.spark = spark;
    String table = folder.resolve("table").toString();
    TestData.rings(spark, ROWS)
        .withColumn("features", expr("if(id % 3 = 0, null, features)"))
        .withColumn("unused", expr("concat('text ', id)"))
        .write()
        .parquet(table);
    all = spark.read().parquet(table);
    String ids = folder.resolve("ids").toString();
    spark.range(ROWS).where("id % 3 != 0").toDF("good").write().parquet(ids);
    good = spark.read().parquet(ids);
    all.createOrReplaceTempView("all_rows");
    good.createOrReplaceTempView("good_rows");
  }

  /** Ids from 0; the features of every third are null. */
  Dataset<Row> all() {
    return all;
  }

  /** The ids whose features are not null, as column good. */
  Dataset<Row> good() {
    return good;
  }

  /** The good rows, found in a way that Spark could move a filter below. */
  Dataset<Row> of(String kind) {
    Dataset<Row> clean = all.where("features is not null");
    Dataset<Row> nulls = all.where("features is null").select(col("id").as("bad"));
    return switch (kind) {
      case "inner" -> all.join(good, expr("id = good")).drop("good");
      case "inner, other order" -> good.join(all, expr("id = good")).drop("good");
      case "broadcast" -> all.join(broadcast(good), expr("id = good")).drop("good");
      case "cross" -> all.crossJoin(good).where("id = good").drop("good");
      case "left" -> good.join(all, expr("id = good"), "left").drop("good");
      case "right" -> all.join(good, expr("id = good"), "right").drop("good");
      case "semi" -> all.join(good, expr("id = good"), "left_semi");
      case "anti" -> all.join(nulls, expr("id = bad"), "left_anti");
      case "in" -> sql("select * from all_rows where id in (select good from good_rows)");
      case "not in" ->
          sql(
              "select * from all_rows where id not in"
                  + " (select id from all_rows where features is null)");
      case "exists" ->
          sql("select * from all_rows where exists (select 1 from good_rows where good = id)");
      case "scalar subquery" ->
          sql("select * from all_rows where (select count(*) from good_rows where good = id) = 1");
      case "in, sql" ->
          sql("select a.* from (select * from all_rows) a where id in (table good_rows)");
      case "union" -> clean.where("id < 50").union(clean.where("id >= 50"));
      case "distinct" -> clean.union(clean).distinct();
      case "dropDuplicates" -> clean.union(clean).dropDuplicates("id");
      case "aggregate" ->
          clean
              .groupBy("id", "label", "weight")
              .agg(
                  functions.first("features").as("features"),
                  functions.first("unused").as("unused"));
      case "limit" -> all.orderBy(expr("features is null")).limit(ROWS * 2 / 3);
      case "window" ->
          all.withColumn(
                  "rank", expr("row_number() over (partition by features is null order by id)"))
              .where("features is not null and rank <= 1000")
              .drop("rank");
      case "generate" ->
          all.withColumn("one", expr("explode(if(features is null, array(), array(1)))"))
              .drop("one");
      case "intersect" -> all.intersect(clean);
      case "except" -> all.except(all.where("features is null"));
      case "sample" -> clean.sample(1.0);
      case "sort" -> clean.orderBy("label", "id");
      case "repartition" -> clean.repartition(3, col("label"));
      case "coalesce" -> clean.coalesce(1);
      case "cte" ->
          sql("with c as (select a.* from all_rows a join good_rows on id = good) select * from c");
      case "typed filter" ->
          all.filter(
              (org.apache.spark.api.java.function.FilterFunction<Row>) row -> !row.isNullAt(3));
      case "cached" -> of("inner").cache();
      case "two models" -> other().transform(of("inner")).drop("number");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static MLPRegressionModel other() {
    return Models.regressor("mlpr", 2, 4, 5, 1).setEngine("java").setPredictionCol("number");
  }

  private Dataset<Row> sql(String query) {
    return spark.sql(query);
  }
}
