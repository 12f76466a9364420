// What the network asks of MLX, each as one function of arrays: on a GPU compiled, so that a step is a few dozen
// kernels.
#pragma once

#include <functional>

#include "rule.hpp"

namespace ferro::mlx {

class Functions {
 public:
  Functions(ferro_device device, const Shape& shape, mx::Stream stream);

  /// The rule's step factors are inputs of each step. Its other settings are compiled in.
  void set_optimizer(const Optimizer& optimizer);

  mx::array scores(const Arrays& parameters, const mx::array& features) const;
  Graph::Gradient gradient(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const;

  /// The state has the moments that the rule keeps. Other moments stay as they are.
  State update(const State& state, const Arrays& gradient, const StepFactors& factors) const;

  struct Step {
    mx::array loss;  // sum(scale w l), taken before the step
    State state;
  };
  /// Gradient and update in one.
  Step step(const State& state, const RowArrays& rows, const mx::array& scale, const StepFactors& factors) const;

 private:
  using Function = std::function<Arrays(const Arrays&)>;

  Function compiled(const Function& function) const;

  ferro_device device_;
  Graph graph_;
  mx::Stream stream_;
  Optimizer optimizer_;
  Function scores_, gradient_, update_, step_;
};

}  // namespace ferro::mlx
