// Checks the arguments of the C functions. Engines compute without further checks.
#pragma once

#include <cmath>
#include <string>

#include "errors.hpp"
#include "network.hpp"

namespace ferro {

/// Of a shape that require_size has passed, or up to the layer with which it grows too large.
inline int64_t parameter_count(const Shape& shape) {
  int64_t count = 0;
  for (int32_t l = 0; l < shape.layers() && count <= FERRO_MAX_PARAMETERS; ++l) {
    count += shape.widths[l + 1] * (shape.widths[l] + int64_t{1});  // below 2^61
  }
  return count;
}

inline void require_size(const Shape& shape) {
  constexpr const char* op = "open";
  for (int32_t width : shape.widths) {
    if (width < 1) refuse(op, "widths of at least 1", width);
    if (width > FERRO_MAX_WIDTH) refuse(op, "widths of at most " + std::to_string(FERRO_MAX_WIDTH), width);
  }
  if (shape.targets_are_classes() && shape.outputs() > FERRO_MAX_CLASSES) {
    refuse(op, "at most " + std::to_string(FERRO_MAX_CLASSES) + " classes", shape.outputs());
  }
  const int64_t count = parameter_count(shape);
  if (count > FERRO_MAX_PARAMETERS) {
    refuse(op, "at most 2^50 parameters", std::to_string(count) + " or more (" + std::to_string(count * 4) + " bytes)");
  }
}

inline void require_pointer(const char* operation, const char* name, const void* pointer) {
  if (!pointer) refuse(operation, name, "null");
}

inline void require_range(const char* operation, const char* expected, bool holds, double got) {
  if (!holds) refuse(operation, expected, got);
}

inline void require_loss_parameter(Loss loss, float parameter) {
  switch (loss) {
    case Loss::cross_entropy:
    case Loss::squared_error:
      return require_range("open", "a loss_parameter of 0, which this loss does not take", parameter == 0, parameter);
  }
}

/// The buffer must hold rows * width floats.
inline void require_room(const char* operation, const char* name, const float* data, int64_t count, int64_t rows,
                         int64_t width) {
  require_pointer(operation, name, data);
  if (count / width < rows) {
    refuse(operation, std::string(name) + " for " + std::to_string(rows) + " rows of " + std::to_string(width),
           std::to_string(count) + " floats");
  }
}

inline void require_rows(const char* operation, int64_t rows) {
  if (rows < 1) refuse(operation, "at least one row", rows);
}

inline void require_parameters(const char* operation, const Shape& shape, int64_t count) {
  if (count != parameter_count(shape)) {
    refuse(operation, std::to_string(parameter_count(shape)) + " values, one for each parameter", count);
  }
}

inline void require_classes(const char* operation, const Shape& shape, const float* targets, int64_t rows) {
  for (int64_t row = 0; row < rows; ++row) {
    float target = targets[row];
    if (!(target >= 0 && target < static_cast<float>(shape.outputs()) && target == std::floor(target))) {
      refuse(operation, "class indices from 0 to " + std::to_string(shape.outputs() - 1),
             text_of(target) + " (row " + std::to_string(row) + ")");
    }
  }
}

inline void require_weights(const char* operation, const float* weights, int64_t rows) {
  for (int64_t row = 0; row < rows; ++row) {
    if (!(weights[row] >= 0 && std::isfinite(weights[row]))) {
      refuse(operation, "finite weights of 0 or more", text_of(weights[row]) + " (row " + std::to_string(row) + ")");
    }
  }
}

/// A caller's buffer of floats.
struct Buffer {
  const float* data;
  int64_t count;
};

inline Batch checked_batch(const char* operation, const Shape& shape, Buffer features, Buffer targets, Buffer weights,
                           int64_t rows) {
  require_rows(operation, rows);
  require_room(operation, "features", features.data, features.count, rows, shape.inputs());
  require_room(operation, "targets", targets.data, targets.count, rows, shape.targets());
  if (weights.data) require_room(operation, "weights", weights.data, weights.count, rows, 1);
  if (shape.targets_are_classes()) require_classes(operation, shape, targets.data, rows);
  if (weights.data) require_weights(operation, weights.data, rows);
  return {features.data, targets.data, weights.data, rows};
}

}  // namespace ferro
