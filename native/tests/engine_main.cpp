// Runs the tests of an engine, on the device that FERRO_DEVICE and with the instruction set that FERRO_ISA names. The
// first line says what computes. A machine that lacks the device or the instruction set skips them all.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>

#include "testing.hpp"

int main(int argc, char** argv) {
  constexpr int kSkipped = 77;  // what ctest takes for it
  const int32_t widths[] = {1, 1};
  ferro_network probe;
  const int32_t status = ferro_open(device(), widths, 2, FERRO_CROSS_ENTROPY, 0, &probe);
  if (status == FERRO_INVALID_ARGUMENT) {
    std::printf("skipped: %s\n", ferro_last_error());
    return kSkipped;
  }
  if (status == FERRO_OK) ferro_close(probe);
  std::printf("%s\n", ferro_description(device()));
  return doctest::Context(argc, argv).run();
}
