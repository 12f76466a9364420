package dev.ferro.examples.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in plain text. Its widths are fixed, so a job can print each line as soon as it has it.
 */
public final class TextTable {
  private static final String NONE = "-";

  private final List<Column> columns = new ArrayList<>();

  private record Column(String name, int width, String format, boolean isNumber) {
    String pad(String text) {
      return String.format(Locale.ROOT, isNumber ? "%" + width + "s" : "%-" + width + "s", text);
    }

    String show(Object value) {
      return pad(value == null ? NONE : String.format(Locale.ROOT, format, value));
    }
  }

  /** Adds a column of words, to the left. */
  public TextTable words(String name, int width) {
    columns.add(new Column(name, width, "%s", false));
    return this;
  }

  /**
   * Adds a column of numbers, to the right.
   *
   * @param format of one number, such as {@code %.3f}
   */
  public TextTable numbers(String name, int width, String format) {
    columns.add(new Column(name, width, format, true));
    return this;
  }

  /** The names of the columns. */
  public String heading() {
    return join(i -> columns.get(i).pad(columns.get(i).name()));
  }

  /**
   * A line.
   *
   * @param values one for each column. Null shows as {@code -}
   */
  public String line(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " values, got " + values.length);
    }
    return join(i -> columns.get(i).show(values[i]));
  }

  private String join(Function<Integer, String> cell) {
    return IntStream.range(0, columns.size())
        .boxed()
        .map(cell)
        .collect(Collectors.joining(" "))
        .stripTrailing();
  }
}
