// How ferro_train updates. The formulas stand in ferro.h.
#pragma once

#include <cmath>
#include <cstdint>

#include "ferro.h"

namespace ferro {

/// What ferro_set_optimizer sets.
struct Optimizer {
  ferro_rule rule = FERRO_SGD;
  float step_size = 0;
  float momentum = 0;
  float beta1 = 0;
  float beta2 = 0;
  float epsilon = 0;
  float weight_decay = 0;

  /// Weight decay as a term of the gradient.
  float l2() const { return rule == FERRO_ADAMW ? 0 : weight_decay; }
};

/// The number of moments that the rule keeps for each parameter.
inline int moments_of(ferro_rule rule) {
  switch (rule) {
    case FERRO_SGD: return 0;
    case FERRO_MOMENTUM:
    case FERRO_NESTEROV: return 1;
    case FERRO_ADAM:
    case FERRO_ADAMW: return 2;
  }
  __builtin_unreachable();  // api.cpp refuses any other number
}

/// The numbers of a rule that change from step to step. The rest of an Optimizer stays.
struct StepFactors {
  float step_size;       // Adam: divided by 1 - beta1^t
  float inv_sqrt_bias2;  // Adam: 1 / sqrt(1 - beta2^t), else 1
  float decay_keep;      // AdamW: 1 - step_size * weight_decay, the share of a parameter that decay leaves. Else 1
};

/// Those of the step-th step, counted from 1. In double: 1 - beta^t loses most of its digits in float while t is small.
inline StepFactors step_factors(const Optimizer& o, int64_t step) {
  const double decay = o.rule == FERRO_ADAMW ? o.weight_decay : 0;
  const double size = o.step_size, t = static_cast<double>(step);
  StepFactors factors{o.step_size, 1, static_cast<float>(1 - size * decay)};
  if (moments_of(o.rule) == 2) {
    factors.step_size = static_cast<float>(size / (1 - std::pow(double{o.beta1}, t)));
    factors.inv_sqrt_bias2 = static_cast<float>(1 / std::sqrt(1 - std::pow(double{o.beta2}, t)));
  }
  return factors;
}

}  // namespace ferro
