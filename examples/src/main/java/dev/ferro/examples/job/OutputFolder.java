package dev.ferro.examples.job;

import java.nio.file.Path;

/** The default folder for the output of jobs. */
public final class OutputFolder {
  /** System property by which {@code examples/run} names the folder. */
  private static final String PROPERTY = "ferro.examples.output";

  private OutputFolder() {}

  /** A file or folder in it. The folder itself may not exist yet. */
  public static Path resolve(String name) {
    return Path.of(System.getProperty(PROPERTY, "ferro-output")).resolve(name);
  }
}
