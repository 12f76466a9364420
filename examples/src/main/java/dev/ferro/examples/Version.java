package dev.ferro.examples;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
public final class Version implements IVersionProvider {
  /** {@code Ferro 0.1.0}. */
  public static String text() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "Ferro " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
