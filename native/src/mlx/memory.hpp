// Memory of MLX's own, for what is copied into it.
#pragma once

#include <new>
#include <utility>

#include "mlx/allocator.h"
#include "mlx/array.h"

namespace ferro::mlx {

/// float32, not yet filled. Throws where MLX for CPUs would write to null.
inline ::mlx::core::array allocated(const ::mlx::core::Shape& shape) {
  namespace mx = ::mlx::core;
  size_t bytes = sizeof(float);
  for (int32_t width : shape) bytes *= width;
  mx::allocator::Data data = mx::allocator::malloc(bytes);
  if (!data.buffer().ptr()) throw std::bad_alloc();
  return mx::array(std::move(data), shape, mx::float32);
}

}  // namespace ferro::mlx
