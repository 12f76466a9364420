// What an engine implements. api.cpp checks every argument before it calls in here, so engines run unchecked.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "ferro.h"
#include "kinds.hpp"
#include "optimizer.hpp"

namespace ferro {

/// Layer widths, input and output included, and what the network is trained on.
struct Shape {
  std::vector<int32_t> widths;
  Loss loss;
  float loss_parameter;  // the number that the loss takes; 0 where it takes none

  int32_t layers() const { return static_cast<int32_t>(widths.size()) - 1; }
  int64_t inputs() const { return widths.front(); }
  int64_t outputs() const { return widths.back(); }
  int64_t targets() const { return targets_are_classes() ? 1 : outputs(); }
  bool targets_are_classes() const {
    switch (loss) {
      case Loss::cross_entropy: return true;
      case Loss::squared_error: return false;
    }
    __builtin_unreachable();
  }
};

/// The caller's rows: features [rows, inputs], targets [rows, targets], weights [rows] or null for ones.
struct Batch {
  const float* features;
  const float* targets;
  const float* weights;
  int64_t rows;

  /// Rows first to first + count - 1.
  Batch slice(const Shape& shape, int64_t first, int64_t count) const {
    return {features + first * shape.inputs(), targets + first * shape.targets(), weights ? weights + first : nullptr,
            count};
  }

  /// Sum of the rows' weights.
  double weight() const {
    if (!weights) return static_cast<double>(rows);
    double sum = 0;
    for (int64_t row = 0; row < rows; ++row) sum += weights[row];
    return sum;
  }
};

/// Calls body(slice) for consecutive slices of `size` rows, the last one short.
template <typename Body>
void for_each_slice(const Shape& shape, const Batch& batch, int64_t size, Body body) {
  for (int64_t first = 0; first < batch.rows; first += size) {
    body(batch.slice(shape, first, std::min(size, batch.rows - first)));
    if (size >= batch.rows) break;  // and no overflow of first + size
  }
}

/// A loss that can still be added up: sum(w l) and sum(w).
struct LossSum {
  double weighted_loss = 0;
  double weight = 0;

  LossSum& operator+=(const LossSum& other) {
    weighted_loss += other.weighted_loss;
    weight += other.weight;
    return *this;
  }
};

/// An open network with its training state. One thread uses it at a time.
class Network {
 public:
  virtual ~Network() = default;

  /// A null moment stands for zeros.
  virtual void set_state(const float* parameters, const float* first_moment, const float* second_moment,
                         int64_t step) = 0;
  /// A null moment is not copied. Returns the step count.
  virtual int64_t get_state(float* parameters, float* first_moment, float* second_moment) const = 0;
  virtual void set_optimizer(const Optimizer& optimizer) = 0;
  virtual LossSum train(const Batch& batch, int64_t batch_size) = 0;
  virtual LossSum loss_gradient(const Batch& batch, float* gradient) = 0;
  virtual void predict(const float* features, int64_t rows, float* scores) = 0;
  /// Seconds spent waiting for other networks' calls.
  virtual double waited() const { return 0; }
};

/// The engine linked into this library: a network whose state is zero. Throws when it cannot run on that device here.
std::unique_ptr<Network> open_network(ferro_device device, const Shape& shape);

/// What computes on the device, for a reader, or why nothing can. Static text.
const char* engine_description(ferro_device device);

}  // namespace ferro
