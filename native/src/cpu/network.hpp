// The CPU engine's network: which kernel runs when. Chunks of rows go forward through the layers, the loss turns their
// scores into a gradient, and that goes back through the layers.
#pragma once

#include <vector>

#include "../network.hpp"
#include "kernels.hpp"
#include "layer.hpp"
#include "scratch.hpp"

namespace ferro::cpu {

class CpuNetwork final : public Network {
 public:
  CpuNetwork(const Shape& shape, const Kernels& kernels);

  void set_state(const float* parameters, const float* first_moment, const float* second_moment, int64_t step) override;
  int64_t get_state(float* parameters, float* first_moment, float* second_moment) const override;
  void set_optimizer(const Optimizer& optimizer) override { optimizer_ = optimizer; }
  LossSum train(const Batch& batch, int64_t batch_size) override;
  LossSum loss_gradient(const Batch& batch, float* gradient) override;
  void predict(const float* features, int64_t rows, float* scores) override;

 private:
  /// One mini-batch: its gradient goes into an optimizer step, or without one into the layers' gradients.
  LossSum process(const Batch& batch, const Update* update);

  Panels forward(Rows input, int rows);
  double loss(const Batch& chunk, const Panels& scores, float scale);
  void backward(Rows input, int rows, Panels delta, bool accumulate, const Update* update);

  Panels load_input(const Batch& chunk);
  void transpose_weights();

  const Shape shape_;
  const Kernels& kernels_;
  std::vector<Layer> layers_;
  Scratch scratch_;
  Optimizer optimizer_;
  int64_t step_ = 0;
};

}  // namespace ferro::cpu
