// What an engine implements. api.cpp checks every argument before it calls in here, so engines run unchecked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "ferro.h"

namespace ferro {

/// Layer widths, input and output included, and what the network is trained on.
struct Shape {
  std::vector<int32_t> widths;
  ferro_loss loss;

  int32_t layers() const { return static_cast<int32_t>(widths.size()) - 1; }
  int64_t inputs() const { return widths.front(); }
  int64_t outputs() const { return widths.back(); }
  int64_t targets() const { return loss == FERRO_CROSS_ENTROPY ? 1 : outputs(); }
};

/// How ferro_train updates; the formulas stand in ferro.h.
struct Optimizer {
  ferro_rule rule = FERRO_SGD;
  float step_size = 0;
  float momentum = 0;
  float beta1 = 0;
  float beta2 = 0;
  float epsilon = 0;
  float weight_decay = 0;
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
};

/// A loss that can still be added up: sum(w l) and sum(w).
struct LossSum {
  double weighted_loss = 0;
  double weight = 0;
};

/// An open network with its training state; used by one thread at a time.
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
};

/// The engine linked into this library: a network whose state is zero. Throws when it cannot run here.
std::unique_ptr<Network> open_network(const Shape& shape);

/// The engine linked into this library, for people. Static text.
const char* engine_description();

}  // namespace ferro
