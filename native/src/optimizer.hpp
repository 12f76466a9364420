// How ferro_train updates. The formulas stand in ferro.h.
#pragma once

#include <cmath>
#include <cstdint>

#include "kinds.hpp"

namespace ferro {

/// What ferro_set_optimizer sets.
struct Optimizer {
  Rule rule = Rule::sgd;
  float step_size = 0;
  float momentum = 0;
  float beta1 = 0;
  float beta2 = 0;
  float epsilon = 0;
  float weight_decay = 0;

  /// Weight decay as a term of the gradient.
  float l2() const { return decouples_decay() ? 0 : weight_decay; }
  /// Weight decay that shrinks the parameters themselves.
  float decoupled_decay() const { return decouples_decay() ? weight_decay : 0; }

 private:
  bool decouples_decay() const {
    switch (rule) {
      case Rule::sgd:
      case Rule::momentum:
      case Rule::nesterov:
      case Rule::adam: return false;
      case Rule::adamw: return true;
    }
    __builtin_unreachable();
  }
};

/// The number of moments that the rule keeps for each parameter.
inline int moments_of(Rule rule) {
  switch (rule) {
    case Rule::sgd: return 0;
    case Rule::momentum:
    case Rule::nesterov: return 1;
    case Rule::adam:
    case Rule::adamw: return 2;
  }
  __builtin_unreachable();
}

/// The numbers of a rule that change from step to step. The rest of an Optimizer stays.
struct StepFactors {
  float step_size;       // Adam: divided by 1 - beta1^t
  float inv_sqrt_bias2;  // Adam: 1 / sqrt(1 - beta2^t), else 1
  float decay_keep;      // AdamW: 1 - step_size * weight_decay, the share of a parameter that decay leaves. Else 1
};

/// Those of the step-th step, counted from 1. In double: 1 - beta^t loses most of its digits in float while t is small.
inline StepFactors step_factors(const Optimizer& o, int64_t step) {
  const double size = o.step_size, t = static_cast<double>(step);
  StepFactors factors{o.step_size, 1, static_cast<float>(1 - size * o.decoupled_decay())};
  switch (o.rule) {
    case Rule::sgd:
    case Rule::momentum:
    case Rule::nesterov: return factors;
    case Rule::adam:
    case Rule::adamw:
      factors.step_size = static_cast<float>(size / (1 - std::pow(double{o.beta1}, t)));
      factors.inv_sqrt_bias2 = static_cast<float>(1 / std::sqrt(1 - std::pow(double{o.beta2}, t)));
      return factors;
  }
  __builtin_unreachable();
}

}  // namespace ferro
