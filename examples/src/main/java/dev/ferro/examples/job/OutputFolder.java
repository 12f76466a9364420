package dev.ferro.examples.job;

import java.nio.file.Path;

/** Where jobs put what they make, unless the user names another place. */
public final class OutputFolder {
  /** System property by which {@code examples/run} names the folder. */
  private static final String PROPERTY = "ferro.examples.output";

  private OutputFolder() {}

  /** A file or folder in it; the folder itself may not exist yet. */
  public static Path resolve(String name) {
    return Path.of(System.getProperty(PROPERTY, "ferro-output")).resolve(name);
  }
}
