// From an optimizer's settings and the step count to the numbers that one step applies to every parameter.
#pragma once

#include <cstdint>

#include "../network.hpp"
#include "kernels.hpp"

namespace ferro::cpu {

/// The step-th step, counted from 1.
Update update_for(const Optimizer& optimizer, int64_t step);

}  // namespace ferro::cpu
