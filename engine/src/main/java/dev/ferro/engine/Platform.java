package dev.ferro.engine;

/** This node's operating system and processor, as the JVM names them. */
public final class Platform {
  private Platform() {}

  /** {@code "Linux amd64"}. */
  public static String describe() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
