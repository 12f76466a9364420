// The update rules of ferro.h as a graph of MLX's operations.
#pragma once

#include "../rates.hpp"
#include "graph.hpp"

namespace ferro::mlx {

/// What training carries from step to step; a moment that no rule has kept so far is empty and stands for zeros.
struct State {
  Arrays parameters, first_moment, second_moment;
};

/// The Rates of a step as arrays, so that one compiled step serves them all.
struct RateArrays {
  mx::array step, root, keep;
};

/// The state after a step along the gradient.
State stepped(const Optimizer& optimizer, const State& state, const Arrays& gradient, const RateArrays& rates,
              mx::Stream stream);

}  // namespace ferro::mlx
