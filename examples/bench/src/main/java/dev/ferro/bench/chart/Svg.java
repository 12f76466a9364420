package dev.ferro.bench.chart;

import dev.ferro.examples.job.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** An SVG drawing in progress. Coordinates are in pixels, from the upper left. */
final class Svg {
  private final StringBuilder elements = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Draws from one point to another. */
  void line(double x1, double y1, double x2, double y2, String style) {
    append("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' %s/>", x1, y1, x2, y2, style);
  }

  /** Draws a filled rectangle. */
  void rectangle(double x, double y, double width, double height, String style) {
    append("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' %s/>", x, y, width, height, style);
  }

  /** Draws a disc. */
  void circle(double x, double y, double radius, String style) {
    append("<circle cx='%.1f' cy='%.1f' r='%.1f' %s/>", x, y, radius, style);
  }

  /**
   * Writes text.
   *
   * @param style attributes, among them where {@code x} lies: {@code text-anchor='middle'}
   */
  void text(double x, double y, String text, String style) {
    append("<text x='%.1f' y='%.1f' %s>%s</text>", x, y, style, escape(text));
  }

  private void append(String element, Object... values) {
    elements.append(String.format(Locale.ROOT, element, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Writes the drawing. */
  void write(Path file) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, toString());
    } catch (IOException e) {
      throw new JobException("[chart] could not write " + target + ": " + e, e);
    }
  }

  /** The whole file, on white, so that it can be read on any background. */
  @Override
  public String toString() {
    String open =
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d'"
                + " viewBox='0 0 %1$d %2$d' font-family='Helvetica, Arial, sans-serif'"
                + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n",
            width,
            height);
    return open + elements + "</svg>\n";
  }
}
