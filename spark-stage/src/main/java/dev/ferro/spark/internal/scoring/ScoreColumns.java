package dev.ferro.spark.internal.scoring;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The output columns for one dataset, by one of the ways to compute them.
 *
 * @param rows the dataset, with the hidden column if there is one
 * @param hidden the name of a column that users do not see, or null
 * @param source gives the columns of these rows
 */
public record ScoreColumns(Dataset<Row> rows, String hidden, Source source) {
  /** Gives each output as a column. */
  public interface Source {
    /**
     * A column without a name. For {@link ScoreOutput#VALID} it is a condition that is never null.
     */
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

  /**
   * The rows with outputs appended, without the hidden column.
   *
   * @param skipInvalid whether rows with unusable features are dropped
   * @param schema the data's schema with the output columns appended
   * @param outputs what those columns hold
   */
  public Dataset<Row> append(boolean skipInvalid, StructType schema, List<ScoreOutput> outputs) {
    Column[] all = new Column[outputs.size() + 1];
    all[0] = functions.col("*");
    for (int i = 0; i < outputs.size(); i++) {
      StructField field = schema.fields()[schema.length() - outputs.size() + i];
      all[i + 1] = of(outputs.get(i)).as(field.name(), field.metadata());
    }
    Dataset<Row> used = skipInvalid ? rows.where(of(ScoreOutput.VALID)) : rows;
    Dataset<Row> scored = used.select(all);
    return hidden == null ? scored : scored.drop(hidden);
  }

  private Column of(ScoreOutput output) {
    return source.of(output);
  }
}
