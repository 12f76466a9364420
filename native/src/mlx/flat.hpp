// Copies between ferro.h's flat float arrays and MLX's arrays. Both sides own theirs: the caller may send or average a
// state that leaves, and may change one that comes in. So each is copied, once per call, in whole.
#pragma once

#include "graph.hpp"

namespace ferro::mlx {

/// For each layer its weight and bias; null stands for zeros.
Arrays from_flat(const Shape& shape, const float* flat);

/// Evaluates and copies; empty stands for zeros.
void to_flat(const Shape& shape, const Arrays& arrays, float* flat, mx::Stream stream);

}  // namespace ferro::mlx
