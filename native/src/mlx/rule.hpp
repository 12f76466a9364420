// The update rules of ferro.h as a graph of MLX's operations.
#pragma once

#include "../optimizer.hpp"
#include "graph.hpp"

namespace ferro::mlx {

/// What training carries from step to step. A moment that no rule has kept so far is empty, which stands for zeros.
struct State {
  Arrays parameters, first_moment, second_moment;
};

/// The StepFactors of a step as arrays, so that one compiled step serves them all.
struct StepFactorArrays {
  mx::array step_size, inv_sqrt_bias2, decay_keep;
};

/// The state after a step along the gradient.
State stepped(const Optimizer& optimizer, const State& state, const Arrays& gradient, const StepFactorArrays& factors,
              mx::Stream stream);

}  // namespace ferro::mlx
