#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace ferro::cpu {

/// Zeroed floats on a cache line. Empty until allocated.
class Floats {
 public:
  Floats() = default;
  explicit Floats(size_t count) {
    const size_t bytes = (count * sizeof(float) + kLine - 1) / kLine * kLine;
    data_.reset(static_cast<float*>(std::aligned_alloc(kLine, bytes)));
    if (!data_) throw std::bad_alloc();
    std::memset(data_.get(), 0, bytes);
  }

  float* get() const { return data_.get(); }
  explicit operator bool() const { return data_ != nullptr; }

 private:
  static constexpr size_t kLine = 64;
  struct Free {
    void operator()(float* p) const { std::free(p); }
  };
  std::unique_ptr<float, Free> data_;
};

}  // namespace ferro::cpu
