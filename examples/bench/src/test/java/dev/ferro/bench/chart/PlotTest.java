package dev.ferro.bench.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {
  @TempDir private Path folder;

  @Test
  void writesWellFormedSvgWithEveryMark() throws Exception {
    Axis x = Axis.covering("x < 10 & y", 0, 9);
    Axis y = Axis.covering("y", -1, 1);
    Path file = folder.resolve("charts/plot.svg");
    new Plot("<A> & \"B\"", x, y)
        .series("<B>", "#123456", new double[] {0, 9}, new double[] {-1, 1})
        .write(file);

    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertEquals(
        3, svg.getElementsByTagName("circle").getLength(), "two points, one in the legend");
    assertTrue(svg.getDocumentElement().getTextContent().contains("<A> & \"B\""));
    Element lowest = (Element) svg.getElementsByTagName("circle").item(0);
    Element highest = (Element) svg.getElementsByTagName("circle").item(1);
    assertTrue(
        Double.parseDouble(lowest.getAttribute("cy"))
            > Double.parseDouble(highest.getAttribute("cy")));
  }

  @Test
  void axesEndOnRoundNumbers() {
    Axis axis = Axis.covering("progression", 25, 346);
    assertEquals(0, axis.from());
    assertEquals(400, axis.to());
    assertArrayEquals(new double[] {0, 100, 200, 300, 400}, axis.ticks());
  }

  @Test
  void aLogarithmicAxisEndsOnPowersOfTen() {
    Axis axis = Axis.powersOfTen("seconds", 0.2, 43);
    assertArrayEquals(new double[] {0.1, 1, 10, 100}, axis.ticks(), 1e-12);
    assertEquals(1.0 / 3, axis.share(1), 1e-12);
  }

  @Test
  void aSeriesIsJoinedAndNamed() throws Exception {
    Path file = folder.resolve("series.svg");
    Axis axis = Axis.covering("x", 0, 2);
    new Plot("series", axis, axis)
        .series("rising", "#123456", new double[] {0, 1, 2}, new double[] {0, 1, 2})
        .write(file);
    String svg = Files.readString(file);
    assertEquals(2, svg.split("stroke='#123456'", -1).length - 1);
    assertTrue(svg.contains(">rising</text>"), svg);
  }

  @Test
  void oneValueGetsAnAxisToo() {
    Axis axis = Axis.covering("constant", 3);
    assertTrue(axis.from() <= 3 && axis.to() >= 3 && axis.from() < axis.to());
  }
}
