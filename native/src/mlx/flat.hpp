// Copies between ferro.h's flat float arrays and MLX's arrays. Neither side may keep the other's memory: the caller sends
// and averages the state that it gets, and may change the state that it gave. So each call copies it once, in whole.
#pragma once

#include "graph.hpp"

namespace ferro::mlx {

/// For each layer its weight and bias. Null stands for zeros.
Arrays from_flat(const Shape& shape, const float* flat);

/// Evaluates and copies. Empty stands for zeros.
void to_flat(const Shape& shape, const Arrays& arrays, float* flat, mx::Stream stream);

}  // namespace ferro::mlx
