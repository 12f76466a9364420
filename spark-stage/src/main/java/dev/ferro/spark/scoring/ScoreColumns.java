package dev.ferro.spark.scoring;

import org.apache.spark.sql.Column;

/** The columns that scoring one dataset gives, by one of the ways to compute them. */
public interface ScoreColumns {
  /** A column without a name; for {@link ScoreOutput#VALID} a condition that is never null. */
  Column of(ScoreOutput output);
}
