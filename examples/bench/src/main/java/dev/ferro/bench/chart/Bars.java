package dev.ferro.bench.chart;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A chart of upright bars, side by side in groups, one colour for each series. */
public final class Bars {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 70;
  private static final int BOTTOM = 40;
  private static final int LEGEND_WIDTH = 110;

  /** Share of a group's width that its bars take. */
  private static final double FILLED = 0.8;

  private static final String GRID = "stroke='#e4e4e4'";
  private static final String DARK = "fill='#333'";

  /** The first stands out. They differ without seeing colours too. */
  private static final List<String> COLOURS =
      List.of("#c2410c", "#fdba74", "#1e3a8a", "#60a5fa", "#94a3b8", "#334155", "#a3a3a3");

  private final Svg svg = new Svg(WIDTH, HEIGHT);
  private final Axis axis;
  private final List<String> groups;
  private final List<String> series;

  /**
   * An empty chart.
   *
   * @param axis of the values, from 0
   * @param groups names below the groups, from the left
   * @param series names of the bars of a group, from the left
   */
  public Bars(String title, Axis axis, List<String> groups, List<String> series) {
    this.axis = axis;
    this.groups = List.copyOf(groups);
    this.series = List.copyOf(series);
    svg.text(LEFT, 24, title, DARK + " font-size='15' font-weight='bold'");
    for (int i = 0; i < series.size(); i++) {
      double x = LEFT + i * LEGEND_WIDTH;
      svg.rectangle(x, 38, 12, 12, colour(i));
      svg.text(x + 17, 48, series.get(i), DARK);
    }
    for (double tick : axis.ticks()) {
      svg.line(LEFT, atY(tick), WIDTH - RIGHT, atY(tick), GRID);
      String number = String.format(Locale.ROOT, tick == Math.rint(tick) ? "%.0f" : "%.3g", tick);
      svg.text(LEFT - 8, atY(tick) + 4, number, DARK + " text-anchor='end'");
    }
    for (int i = 0; i < groups.size(); i++) {
      double middle = LEFT + (i + 0.5) * groupWidth();
      svg.text(middle, HEIGHT - BOTTOM + 20, groups.get(i), DARK + " text-anchor='middle'");
    }
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    String sideways =
        String.format(Locale.ROOT, " text-anchor='middle' transform='rotate(-90 18 %.1f)'", middle);
    svg.text(18, middle, axis.label(), DARK + sideways);
  }

  /** Draws a bar. */
  public Bars bar(String group, String one, double value) {
    int index = series.indexOf(one);
    double width = groupWidth() * FILLED / series.size();
    double left = LEFT + (groups.indexOf(group) + (1 - FILLED) / 2) * groupWidth();
    double top = atY(value);
    svg.rectangle(left + index * width, top, width, atY(axis.from()) - top, colour(index));
    return this;
  }

  /** Writes the chart. */
  public void write(Path file) {
    svg.write(file);
  }

  private double groupWidth() {
    return (double) (WIDTH - LEFT - RIGHT) / groups.size();
  }

  private double atY(double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String colour(int index) {
    return "fill='" + COLOURS.get(index % COLOURS.size()) + "'";
  }
}
