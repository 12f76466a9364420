package dev.ferro.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProcessTest {
  @TempDir private Path folder;

  /** Prints something, then ends as its argument says. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println("before");
      System.err.println("a complaint");
      switch (arguments[0]) {
        case "crash" -> writeToNowhere();
        case "hang" -> Thread.sleep(Long.MAX_VALUE);
        default -> System.exit(Integer.parseInt(arguments[0]));
      }
    }

    /** Crashes in native code, as an engine would. */
    private static void writeToNowhere() throws Exception {
      Class<?> pointer = Class.forName("com.sun.jna.Pointer");
      Object nowhere = pointer.getConstructor(long.class).newInstance(8L);
      pointer.getMethod("setInt", long.class, int.class).invoke(nowhere, 0L, 1);
    }
  }

  @Test
  void showsTheOutputOfAProgram() throws IOException {
    ReportFile.Section section = run("0", 60);
    assertEquals("done", section.outcome());
    assertTrue(section.text().startsWith("`a program`: done ("), section.text());
    assertTrue(section.text().contains("```text\nbefore\na complaint\n```"), section.text());
    assertEquals("failed: exit code 3", run("3", 60).outcome());
    assertEquals(Ended.FAILED, run("1", 60).outcome());
  }

  @Test
  void aCrashEndsItsOwnProcessAndShowsItsPlace() throws IOException {
    ReportFile.Section section = run("crash", 60);
    assertEquals("crashed", section.outcome(), section.text());
    assertTrue(section.text().contains("before\na complaint\n"), section.text());
    String place = section.text().substring(section.text().indexOf("Where it crashed:"));
    assertTrue(place.contains("siginfo: "), place);
    assertTrue(place.contains("Java_com_sun_jna_Native_setInt"), place);
    assertTrue(place.contains("Ending.writeToNowhere"), place);
    assertFalse(place.contains("Environment Variables"), place);
    // The next process shows no crash.
    assertFalse(run("0", 60).text().contains("Where it crashed"));
  }

  @Test
  void whatDoesNotEndIsEnded() throws IOException {
    ReportFile.Section section = run("hang", 5);
    assertEquals("no end within 5 s", section.outcome());
    assertTrue(section.text().contains("no end within 5 s"), section.text());
  }

  @Test
  void ofACrashLogOnlyThePlaceIsKept() {
    String log =
        """
        # A fatal error has been detected by the Java Runtime Environment:
        #  SIGTRAP (0x5) at pc=0x00000001

        Host: jane.local, 8 cores

        siginfo: si_signo: 5 (SIGTRAP)

        Stack: [0x1,0x2]
        Native frames: (J=compiled Java code)
        C  [libmlx.dylib+0x10]  mlx::core::metal::Device::Device()+0x4
        C  [libferro_mlx.dylib+0x20]  ferro_probe

        Environment Variables:
        PATH=/Users/jane/bin
        """;
    assertEquals(
        """
        siginfo: si_signo: 5 (SIGTRAP)

        Stack: [0x1,0x2]
        Native frames: (J=compiled Java code)
        C  [libmlx.dylib+0x10]  mlx::core::metal::Device::Device()+0x4
        C  [libferro_mlx.dylib+0x20]  ferro_probe""",
        CrashLog.place(log));
  }

  private ReportFile.Section run(String ending, int seconds) throws IOException {
    return new JobProcess(folder, Duration.ofSeconds(seconds))
        .section("a program", Ending.class, List.of(ending));
  }
}
