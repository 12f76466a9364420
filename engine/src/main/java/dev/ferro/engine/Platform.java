package dev.ferro.engine;

/** This node's operating system and processor, as the JVM names them. */
public final class Platform {
  private Platform() {}

  /** {@code "Linux amd64"}. */
  public static String describe() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** Whether this is macOS. */
  public static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  /** Whether this is Linux. */
  public static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  /** Whether this JVM is a program for 64-bit Arm. */
  public static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
