package dev.ferro.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MachineFactsTest {
  @Test
  void keepsOfTheGraphicsWhatIsAboutGpus() {
    String said =
        """
        Graphics/Displays:

            Apple M2 Pro:

              Chipset Model: Apple M2 Pro
              Type: GPU
              Bus: Built-In
              Total Number of Cores: 19
              Vendor: Apple (0x106b)
              Metal Support: Metal 3
              Displays:
                Jane's Studio Display:
                  Display Type: Retina LCD
                  Display Serial Number: ABC123
                  Resolution: 5120 x 2880
        """;
    assertEquals(
        "Chipset Model: Apple M2 Pro\nType: GPU\nTotal Number of Cores: 19\n"
            + "Vendor: Apple (0x106b)\nMetal Support: Metal 3",
        MachineFacts.gpus(said));
  }

  @Test
  void saysWhatASessionIs() {
    assertEquals("System: a daemon", MachineFacts.session("System"));
    assertEquals("Other", MachineFacts.session("Other"));
  }
}
