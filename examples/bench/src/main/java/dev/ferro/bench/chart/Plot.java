package dev.ferro.bench.chart;

import java.nio.file.Path;
import java.util.Locale;

/** A chart over two axes, written as SVG: a frame first, then marks in the order drawn. */
public final class Plot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 520;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int LEGEND_WIDTH = 190;
  private static final int LEGEND_LINE = 20;

  private static final String GRID = "stroke='#e4e4e4'";
  private static final String DARK = "fill='#333'";

  private final Svg svg = new Svg(WIDTH, HEIGHT);
  private final Axis x;
  private final Axis y;
  private int named;

  /** An empty chart. */
  public Plot(String title, Axis x, Axis y) {
    this.x = x;
    this.y = y;
    for (double tick : x.ticks()) {
      svg.line(atX(tick), atY(y.from()), atX(tick), atY(y.to()), GRID);
      svg.text(atX(tick), HEIGHT - BOTTOM + 18, number(tick), DARK + " text-anchor='middle'");
    }
    for (double tick : y.ticks()) {
      svg.line(atX(x.from()), atY(tick), atX(x.to()), atY(tick), GRID);
      svg.text(LEFT - 8, atY(tick) + 4, number(tick), DARK + " text-anchor='end'");
    }
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    String sideways =
        String.format(Locale.ROOT, " text-anchor='middle' transform='rotate(-90 20 %.1f)'", middle);
    svg.text(20, middle, y.label(), DARK + sideways);
    double center = (LEFT + WIDTH - RIGHT) / 2.0;
    svg.text(center, HEIGHT - 16, x.label(), DARK + " text-anchor='middle'");
    svg.text(LEFT, 28, title, DARK + " font-size='15' font-weight='bold'");
  }

  /**
   * Draws points joined by lines, and names them in a legend.
   *
   * @param colour of SVG
   * @param x of the points, from the left
   * @param y of the same points
   */
  public Plot series(String name, String colour, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      if (i > 0) {
        svg.line(atX(x[i - 1]), atY(y[i - 1]), atX(x[i]), atY(y[i]), stroke(colour));
      }
      svg.circle(atX(x[i]), atY(y[i]), 3.5, "fill='" + colour + "'");
    }
    double top = HEIGHT - BOTTOM - LEGEND_LINE * ++named;
    svg.circle(WIDTH - RIGHT - LEGEND_WIDTH, top - 4, 3.5, "fill='" + colour + "'");
    svg.text(WIDTH - RIGHT - LEGEND_WIDTH + 12, top, name, DARK);
    return this;
  }

  private static String stroke(String colour) {
    return "stroke='" + colour + "' stroke-width='2'";
  }

  /** Writes the chart. */
  public void write(Path file) {
    svg.write(file);
  }

  private double atX(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double atY(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double tick) {
    return String.format(Locale.ROOT, tick == Math.rint(tick) ? "%.0f" : "%.3g", tick);
  }
}
