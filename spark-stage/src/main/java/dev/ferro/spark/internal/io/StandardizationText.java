package dev.ferro.spark.internal.io;

import dev.ferro.spark.internal.model.Standardization;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link Standardization} as text in the metadata of a weights file, if there is one. {@code
 * ferro.features} has a {@code position:mean:factor} for each feature that the network takes as
 * {@code (value - mean) * factor}. {@code ferro.label} has the {@code mean:scale} of a label that
 * is {@code mean + scale * score}.
 */
final class StandardizationText {
  private static final String FEATURES = "ferro.features";
  private static final String LABEL = "ferro.label";

  private static final String NUMBER = "(-?\\d[\\d.E-]{0,30})";
  private static final Pattern FEATURE = Pattern.compile("(\\d{1,10}):" + NUMBER + ":" + NUMBER);
  private static final Pattern PAIR = Pattern.compile(NUMBER + ":" + NUMBER);

  private StandardizationText() {}

  static void write(Standardization standardization, Map<String, String> metadata) {
    if (standardization.size() > 0) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < standardization.size(); i++) {
        text.append(i == 0 ? "" : " ")
            .append(standardization.feature(i))
            .append(':')
            .append(standardization.mean(i))
            .append(':')
            .append(standardization.factor(i));
      }
      metadata.put(FEATURES, text.toString());
    }
    if (standardization.scalesLabel()) {
      metadata.put(LABEL, standardization.labelMean() + ":" + standardization.labelScale());
    }
  }

  /**
   * Parses the texts.
   *
   * @param width features of a row
   * @throws IllegalArgumentException if they are damaged. The message says what is wrong
   */
  static Standardization read(Map<String, String> metadata, int width) {
    String text = metadata.getOrDefault(FEATURES, "");
    String[] entries = text.isEmpty() ? new String[0] : text.split(" ", -1);
    int[] features = new int[entries.length];
    double[] means = new double[entries.length];
    double[] factors = new double[entries.length];
    for (int i = 0; i < entries.length; i++) {
      Matcher entry = matched(FEATURE, FEATURES, entries[i]);
      long feature = Long.parseLong(entry.group(1));
      if (feature >= width) {
        throw new IllegalArgumentException(
            "expected features below " + width + " in " + FEATURES + ", got " + feature);
      }
      features[i] = (int) feature;
      means[i] = number(FEATURES, entry.group(2));
      factors[i] = number(FEATURES, entry.group(3));
    }
    String label = metadata.get(LABEL);
    if (label == null) {
      return new Standardization(features, means, factors, 0, 1);
    }
    Matcher pair = matched(PAIR, LABEL, label);
    return new Standardization(
        features, means, factors, number(LABEL, pair.group(1)), number(LABEL, pair.group(2)));
  }

  private static Matcher matched(Pattern pattern, String name, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected numbers with colons between them in "
              + name
              + ", got "
              + HeaderParser.quote(text));
    }
    return matcher;
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number in " + name + ", got " + HeaderParser.quote(text), e);
    }
  }
}
