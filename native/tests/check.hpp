// Checks that say what was expected where, and count.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "ferro.h"

inline int failures = 0;

inline void check_that(bool holds, const char* what, const char* file, int line, const std::string& detail = "") {
  if (holds) return;
  ++failures;
  std::fprintf(stderr, "%s:%d: expected %s%s%s\n", file, line, what, detail.empty() ? "" : ", got ", detail.c_str());
}

#define CHECK(condition) check_that(condition, #condition, __FILE__, __LINE__)

/// The call succeeds.
#define OK(call) check_that((call) == FERRO_OK, #call " to succeed", __FILE__, __LINE__, ferro_last_error())

/// The call is refused as an invalid argument, with this in its text.
#define REFUSED(call, text)                                                               \
  check_that((call) == FERRO_INVALID_ARGUMENT && std::strstr(ferro_last_error(), text) && \
                 std::strstr(ferro_last_error(), "] expected "),                          \
             #call " to be refused with '" text "'", __FILE__, __LINE__, ferro_last_error())

/// Largest difference as a share of the largest expected magnitude.
template <typename Got>
double relative_error(const std::vector<Got>& got, const std::vector<double>& expected) {
  double largest = 1e-30, difference = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    largest = std::fmax(largest, std::fabs(expected[i]));
    difference = std::fmax(difference, std::fabs(got[i] - expected[i]));
    if (std::isnan(got[i]) != std::isnan(expected[i])) return INFINITY;
  }
  return difference / largest;
}

/// float32 results agree with double precision: the project's tolerance for every engine.
template <typename Got>
void check_close(const std::vector<Got>& got, const std::vector<double>& expected, const std::string& what,
                 double tolerance = 2e-5) {
  const double error = relative_error(got, expected);
  check_that(error <= tolerance, (what + " to be close").c_str(), __FILE__, __LINE__,
             "an error of " + std::to_string(error));
}

/// The device under test: FERRO_DEVICE=gpu, else the CPU.
inline int32_t device() {
  const char* name = std::getenv("FERRO_DEVICE");
  return name && std::strcmp(name, "gpu") == 0 ? FERRO_GPU : FERRO_CPU;
}

/// What ctest takes for a skipped test.
constexpr int kSkipped = 77;

/// Whether this machine lacks the device, or the instruction set, that is asked for; says so.
inline bool cannot_run() {
  const int32_t widths[] = {1, 1};
  ferro_network probe;
  if (ferro_open(device(), widths, 2, FERRO_CROSS_ENTROPY, 0, &probe) == FERRO_OK) {
    OK(ferro_close(probe));
    return false;
  }
  std::printf("skipped: %s\n", ferro_last_error());
  return true;
}

inline int finish() {
  if (failures == 0) std::printf("ok: %s\n", ferro_description(device()));
  return failures == 0 ? 0 : 1;
}
