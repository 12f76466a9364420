// Row weights far from 1. A loss is a weighted mean, so all weights may be scaled by one factor. Then engines only see
// weights whose sums, products and reciprocals float32 can hold.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "network.hpp"

namespace ferro {

/// The largest weight, or 0 for none.
inline float largest_weight(const Batch& batch) {
  float largest = 0;
  for (int64_t row = 0; row < batch.rows; ++row) largest = std::max(largest, batch.weights[row]);
  return largest;
}

/// Whether every weight is 0 or so near to 1 that engines compute with it as it is.
inline bool are_moderate(const Batch& batch) {
  for (int64_t row = 0; row < batch.rows; ++row) {
    const float weight = batch.weights[row];
    if (weight != 0 && (weight < 0x1p-40f || weight > 0x1p40f)) return false;
  }
  return true;
}

/// Rows whose weights are those of a batch times a power of two, the largest of them from 1 up to 2. A weight that
/// float32 loses by that is below 2^-126 of the largest: its row counts for nothing beside the others.
class Scaled {
 public:
  explicit Scaled(const Batch& batch) : batch_(batch) {
    const float largest = largest_weight(batch);
    power_ = largest > 0 ? power_of_two(largest) : 1;
    for (int64_t row = 0; row < batch.rows; ++row) weights_.push_back(static_cast<float>(batch.weights[row] / power_));
    batch_.weights = weights_.data();
  }
  Scaled(const Scaled&) = delete;
  Scaled& operator=(const Scaled&) = delete;

  const Batch& batch() const { return batch_; }

  /// What the sums are with the weights as they were given.
  LossSum unscaled(const LossSum& sum) const { return {sum.weighted_loss * power_, sum.weight * power_}; }

 private:
  /// The largest power of two up to a number, by its bits: double has room for the smallest float32. The functions of
  /// the C library are not among those that macOS is known to have.
  static double power_of_two(double number) {
    return std::bit_cast<double>(std::bit_cast<uint64_t>(number) & 0x7ff0000000000000u);
  }

  Batch batch_;
  std::vector<float> weights_;
  double power_;
};

/// Network::train for any weights.
inline LossSum train(Network& network, const Shape& shape, const Batch& batch, int64_t batch_size) {
  if (!batch.weights || are_moderate(batch)) return network.train(batch, batch_size);
  LossSum total;
  for_each_slice(shape, batch, batch_size, [&](const Batch& mini_batch) {
    const Scaled scaled(mini_batch);
    total += scaled.unscaled(network.train(scaled.batch(), batch_size));
  });
  return total;
}

/// Network::loss_gradient for any weights.
inline LossSum loss_gradient(Network& network, const Batch& batch, float* gradient) {
  if (!batch.weights || are_moderate(batch)) return network.loss_gradient(batch, gradient);
  const Scaled scaled(batch);
  return scaled.unscaled(network.loss_gradient(scaled.batch(), gradient));
}

}  // namespace ferro
