#include "update.hpp"

#include <cmath>

namespace ferro::cpu {
namespace {

Rule kernel_rule(ferro_rule rule) {
  switch (rule) {
    case FERRO_SGD: return Rule::sgd;
    case FERRO_MOMENTUM: return Rule::momentum;
    case FERRO_NESTEROV: return Rule::nesterov;
    case FERRO_ADAM: return Rule::adam;
    case FERRO_ADAMW: break;
  }
  return Rule::adamw;
}

}  // namespace

int moments_of(ferro_rule rule) {
  if (rule == FERRO_SGD) return 0;
  return rule == FERRO_MOMENTUM || rule == FERRO_NESTEROV ? 1 : 2;
}

Update update_for(const Optimizer& o, int64_t step) {
  const bool decoupled = o.rule == FERRO_ADAMW;
  Update u{};
  u.rule = kernel_rule(o.rule);
  u.step_size = o.step_size;
  u.momentum = o.momentum;
  u.decay = decoupled ? 0 : o.weight_decay;
  u.keep = decoupled ? static_cast<float>(1 - double{o.step_size} * o.weight_decay) : 1;
  if (moments_of(o.rule) == 2) {
    // In double: 1 - beta^t loses most of its digits in float while t is small.
    const double t = static_cast<double>(step);
    u.beta1 = o.beta1;
    u.beta2 = o.beta2;
    u.epsilon = o.epsilon;
    u.adam_step = static_cast<float>(o.step_size / (1 - std::pow(double{o.beta1}, t)));
    u.adam_root = static_cast<float>(1 / std::sqrt(1 - std::pow(double{o.beta2}, t)));
  }
  return u;
}

}  // namespace ferro::cpu
