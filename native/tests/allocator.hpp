// Replaces MLX's allocator with one that can fail as MLX's do on GPUs: with an exception.
#pragma once

#include <dlfcn.h>

#include <atomic>
#include <stdexcept>
#include <string>

#include "mlx/allocator.h"

/// The number of allocations before the one that fails. Below 0 none fails.
inline std::atomic<int> allocations_left{-1};
/// Set when one failed.
inline std::atomic<bool> allocation_failed{false};
inline const char* failure_text = "";

inline void fail_after(int allocations, const char* text) {
  failure_text = text;
  allocation_failed = false;
  allocations_left = allocations;
}

class FailingAllocator final : public mlx::core::allocator::Allocator {
 public:
  using Buffer = mlx::core::allocator::Buffer;

  explicit FailingAllocator(Allocator& mlx) : mlx_(mlx) {}

  Buffer malloc(size_t size) override {
    if (allocations_left >= 0 && allocations_left-- == 0) {
      allocation_failed = true;
      throw std::runtime_error(failure_text);
    }
    return mlx_.malloc(size);
  }
  void free(Buffer buffer) override { mlx_.free(buffer); }
  size_t size(Buffer buffer) const override { return mlx_.size(buffer); }

 private:
  Allocator& mlx_;
};

/// The linker prefers a program's definition to a library's.
mlx::core::allocator::Allocator& mlx::core::allocator::allocator() {
  static Allocator& failing = [&]() -> Allocator& {
    using Function = Allocator& (*)();
    const auto mlx = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "_ZN3mlx4core9allocator9allocatorEv"));
    return *new FailingAllocator(mlx());
  }();
  return failing;
}
