// What a network is trained on and how it steps, as the engines tell them apart. ferro.h's numbers become these once,
// at the C line (api.cpp). A switch over them has no default: it does not compile until it handles a new constant.
//
// Free of the standard library, as everything is that the kernels include.
#pragma once

namespace ferro {

/// ferro_loss.
enum class Loss { cross_entropy, squared_error };

/// ferro_rule.
enum class Rule { sgd, momentum, nesterov, adam, adamw };

}  // namespace ferro
