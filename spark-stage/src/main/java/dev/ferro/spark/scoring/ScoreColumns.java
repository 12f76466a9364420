package dev.ferro.spark.scoring;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns that scoring one dataset gives, by one of the ways to compute them.
 *
 * @param rows the dataset, with the hidden column where there is one
 * @param hidden the name of a column that users do not see, or null
 * @param source what gives the columns of these rows
 */
public record ScoreColumns(Dataset<Row> rows, String hidden, Source source) {
  /** Gives each output as a column. */
  public interface Source {
    /** A column without a name; for {@link ScoreOutput#VALID} a condition that is never null. */
    Column of(ScoreOutput output);
  }

  /** A name that no column of the dataset has. */
  public static String freeName(String wanted, Dataset<?> data) {
    String name = wanted;
    for (String[] columns = data.columns(); isTaken(name, columns); ) {
      name += "_";
    }
    return name;
  }

  private static boolean isTaken(String name, String[] columns) {
    for (String column : columns) {
      if (column.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** A column of an output. */
  Column of(ScoreOutput output) {
    return source.of(output);
  }

  /** The rows without the hidden column. */
  Dataset<Row> visible(Dataset<Row> scored) {
    return hidden == null ? scored : scored.drop(hidden);
  }
}
