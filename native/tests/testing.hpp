// What every native test starts from: doctest, assertions on ferro.h's calls, and what is under test.
#pragma once

#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

// A failed assertion is reported, never a reason to stop in a debugger. Signals are the sanitizers' to report.
#define DOCTEST_BREAK_INTO_DEBUGGER() static_cast<void>(0)
#define DOCTEST_IS_DEBUGGER_ACTIVE() false
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#define DOCTEST_CONFIG_COLORS_NONE
#include <doctest.h>

#include "ferro.h"

/// The call succeeds.
#define OK(call) CHECK_MESSAGE((call) == FERRO_OK, ferro_last_error())

/// The call is refused as an invalid argument, with this in its text.
#define REFUSED(call, text) \
  CHECK_MESSAGE(((call) == FERRO_INVALID_ARGUMENT && says(text) && says("] expected ")), ferro_last_error())

/// Numbers agree to an engine's tolerance.
#define CLOSE(got, expected) CHECK(relative_error(got, expected) <= kTolerance)

/// Whether the last failure has this in its text.
inline bool says(const char* text) { return std::strstr(ferro_last_error(), text) != nullptr; }

/// How far float32 results may be from double precision. One tolerance holds for every engine.
constexpr double kTolerance = 2e-5;

/// Largest difference as a share of the largest expected magnitude.
template <typename Got, typename Expected>
double relative_error(const std::vector<Got>& got, const std::vector<Expected>& expected) {
  if (got.size() != expected.size()) return std::numeric_limits<double>::infinity();
  double largest = 1e-30, difference = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (std::isnan(got[i]) != std::isnan(expected[i])) return std::numeric_limits<double>::infinity();
    largest = std::fmax(largest, std::fabs(double{expected[i]}));
    difference = std::fmax(difference, std::fabs(double{got[i]} - expected[i]));
  }
  return difference / largest;
}

inline double relative_error(double got, double expected) {
  return relative_error(std::vector<double>{got}, std::vector<double>{expected});
}

/// The device under test: FERRO_DEVICE=gpu, else the CPU.
inline int32_t device() {
  const char* name = std::getenv("FERRO_DEVICE");
  return name && std::strcmp(name, "gpu") == 0 ? FERRO_GPU : FERRO_CPU;
}

/// Every loss and every rule of ferro.h. The switches over them name the one that is missing here.
constexpr ferro_loss kLosses[] = {FERRO_CROSS_ENTROPY, FERRO_SQUARED_ERROR};
constexpr ferro_rule kRules[] = {FERRO_SGD, FERRO_MOMENTUM, FERRO_NESTEROV, FERRO_ADAM, FERRO_ADAMW};

inline const char* name_of(ferro_loss loss) {
  switch (loss) {
    case FERRO_CROSS_ENTROPY: return "cross_entropy";
    case FERRO_SQUARED_ERROR: return "squared_error";
  }
  std::abort();
}

inline const char* name_of(ferro_rule rule) {
  switch (rule) {
    case FERRO_SGD: return "sgd";
    case FERRO_MOMENTUM: return "momentum";
    case FERRO_NESTEROV: return "nesterov";
    case FERRO_ADAM: return "adam";
    case FERRO_ADAMW: return "adamw";
  }
  std::abort();
}
