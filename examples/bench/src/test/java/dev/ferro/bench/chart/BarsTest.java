package dev.ferro.bench.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarsTest {
  @TempDir private Path folder;

  @Test
  void barsStandSideBySideAsHighAsTheirValues() throws Exception {
    Path file = folder.resolve("bars.svg");
    new Bars("speed", Axis.covering("rows/s", 0, 60), List.of("train", "score"), List.of("a", "b"))
        .bar("train", "a", 60)
        .bar("train", "b", 30)
        .bar("score", "a", 15)
        .write(file);

    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    NodeList all = svg.getElementsByTagName("rect");
    int bars = all.getLength() - 3;
    Element high = (Element) all.item(bars);
    Element half = (Element) all.item(bars + 1);
    Element elsewhere = (Element) all.item(bars + 2);
    assertEquals(3, bars, "the background, a square for each series, then the bars");
    assertEquals(number(high, "height"), 2 * number(half, "height"), 0.2);
    assertEquals(number(high, "x") + number(high, "width"), number(half, "x"), 0.2);
    assertTrue(number(half, "x") + number(half, "width") < number(elsewhere, "x"));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
