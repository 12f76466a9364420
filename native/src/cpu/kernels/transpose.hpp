// Wᵀ for the backward pass.
#pragma once

#include "../kernels.hpp"
#include "vector.hpp"

namespace ferro::cpu {
namespace {

void transpose(const Panels& from, int rows, int columns, const Panels& to) {
  for (int column = 0; column < columns; column += kPanel) {
    const int wide = columns - column < kPanel ? columns - column : kPanel;
    const float* source = from.data + column / kPanel * from.stride;
    for (int row = 0; row < rows; ++row, source += kPanel) {
      float* target = to.data + row / kPanel * to.stride + ptrdiff_t{column} * kPanel + row % kPanel;
      for (int i = 0; i < wide; ++i) target[i * kPanel] = source[i];
    }
  }
}

}  // namespace
}  // namespace ferro::cpu
