package dev.ferro.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {
  private static final Privacy PRIVACY =
      Privacy.of(
          "/Users/jane",
          "/var/folders/xy/T/",
          "jane",
          Set.of("Janes-Mac.local", "Janes-Mac", "192.168.1.20", "mac"),
          Map.of(
              "FERRO_MLX_HOME", "/opt/secret/mlx",
              "TOKEN", "abc(def)+123",
              "FERRO_ENGINE", "metal",
              "_", "/usr/bin/java",
              "HOME", "/Users/jane"));

  @ParameterizedTest
  @CsvSource({
    "no libmlx in /Users/jane/mlx/lib,         no libmlx in ~/mlx/lib",
    "file:/users/JANE/mlx,                     file:~/mlx",
    "cannot unpack into /private/var/folders/xy/T/a, cannot unpack into (tmp)/a",
    "/Volumes/jane/x and Jane,                 /Volumes/(user)/x and (user)",
    "janet keeps her name,                     janet keeps her name",
    "driver on janes-mac.local,                driver on (host)",
    "driver on JANES-MAC:7077,                 driver on (host):7077",
    "from 192.168.1.20 not 192.168.1.200,      from (host) not 192.168.1.200",
    "a Mac says metal,                         a Mac says metal",
    "no libmlx in /opt/secret/mlx/lib,         no libmlx in $FERRO_MLX_HOME/lib",
    "token abc(def)+123.,                      token $TOKEN.",
    "run by /usr/bin/java,                     run by /usr/bin/java",
    "Serial Number (system): C02ABC,           Serial Number (system): (left out)",
    "   Hardware UUID: 1-2-3,                  Hardware UUID: (left out)",
  })
  void takesOutWhoseMachineItIs(String text, String clean) {
    assertEquals(clean, PRIVACY.clean(text));
  }

  @Test
  void everyLineIsCleaned() {
    assertEquals(
        "one\nserial number: (left out)\n~",
        PRIVACY.clean(
            """
        one
        serial number: 5
        /Users/jane"""
                .indent(0)
                .strip()));
  }

  @Test
  void knowsThisProcess() {
    String home = System.getProperty("user.home");
    assertEquals("in ~/mlx", Privacy.here().clean("in " + home + "/mlx"));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (value.length() >= 8 && !name.equals("_")) {
                String clean = Privacy.here().clean("[" + value + "]");
                assertEquals(-1, clean.indexOf("[" + value + "]"), name);
              }
            });
  }
}
