// What changes from step to step in ferro.h's update rules; the rest of an Optimizer stays.
#pragma once

#include <cmath>
#include <cstdint>

#include "network.hpp"

namespace ferro {

struct Rates {
  float step;  // the step size; Adam's divided by 1 - beta1^t
  float root;  // Adam: 1 / sqrt(1 - beta2^t)
  float keep;  // AdamW: 1 - step_size * weight_decay; otherwise 1
};

/// The step-th step, counted from 1. In double: 1 - beta^t loses most of its digits in float while t is small.
inline Rates rates_for(const Optimizer& o, int64_t step) {
  const double size = o.step_size, t = static_cast<double>(step);
  Rates rates{o.step_size, 1, static_cast<float>(1 - size * o.decoupled_decay())};
  switch (o.rule) {
    case Rule::sgd:
    case Rule::momentum:
    case Rule::nesterov: break;
    case Rule::adam:
    case Rule::adamw:
      rates.step = static_cast<float>(size / (1 - std::pow(double{o.beta1}, t)));
      rates.root = static_cast<float>(1 / std::sqrt(1 - std::pow(double{o.beta2}, t)));
      break;
  }
  return rates;
}

}  // namespace ferro
