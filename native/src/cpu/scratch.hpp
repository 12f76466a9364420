// Room for one chunk of rows on its way through the network, reused by every chunk.
#pragma once

#include <algorithm>
#include <vector>

#include "../network.hpp"
#include "kernels.hpp"
#include "memory.hpp"

namespace ferro::cpu {

/// Rows that go through the network together: enough to fill the kernels, and few enough for the caches. This also
/// limits scratch memory, whatever the caller's batch is.
constexpr int kChunkRows = 128;

class Scratch {
 public:
  explicit Scratch(const Shape& shape) : shape_(shape), outputs_(static_cast<size_t>(shape.layers())) {}

  /// The caller's rows in panels, for training.
  Panels input(int rows) { return panels(input_, shape_.widths.front(), rows); }

  /// What a layer makes of the chunk.
  Panels output(int layer, int rows) { return panels(outputs_[layer], shape_.widths[layer + 1], rows); }

  /// The gradient of the loss by a hidden layer's output. Two take turns: one is read while the next is written.
  Panels delta(int layer, int rows) { return panels(deltas_[layer % 2], widest(), rows); }

 private:
  // An odd number of cache lines from panel to panel: a power of two would crowd a row's panels into few cache sets.
  static ptrdiff_t stride(int rows) { return ptrdiff_t{rows | 1} * kPanel; }

  static Panels panels(Floats& memory, int width, int rows) {
    if (!memory) memory = Floats(static_cast<size_t>(panels_for(width) * stride(kChunkRows)));
    return {memory.get(), stride(rows)};
  }

  int widest() const { return *std::max_element(shape_.widths.begin() + 1, shape_.widths.end()); }

  const Shape& shape_;
  Floats input_;
  std::vector<Floats> outputs_;
  Floats deltas_[2];
};

}  // namespace ferro::cpu
