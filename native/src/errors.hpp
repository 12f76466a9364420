// How a failure travels from where it is found to the C line: api.cpp turns exceptions into a status and a text.
#pragma once

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace ferro {

/// The caller's mistake, or a node's setting. Becomes FERRO_INVALID_ARGUMENT.
class InvalidArgument : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A number as text, with a point whatever the process's locale is.
inline std::string text_of(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", number);
  std::string result = text;
  std::replace(result.begin(), result.end(), ',', '.');
  return result;
}

/// `[operation] expected …, got …`.
template <typename Got>
[[noreturn]] void refuse(const char* operation, const std::string& expected, const Got& got) {
  std::string text = std::string("[") + operation + "] expected " + expected + ", got ";
  if constexpr (std::is_floating_point_v<Got>) {
    text += text_of(got);
  } else if constexpr (std::is_arithmetic_v<Got>) {
    text += std::to_string(got);
  } else {
    text += got;
  }
  throw InvalidArgument(text);
}

}  // namespace ferro
