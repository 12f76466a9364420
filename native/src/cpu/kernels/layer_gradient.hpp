// A layer's gradient, and the fused step: the optimizer takes each tile of the gradient while it is still hot.
#pragma once

#include "../kernels.hpp"
#include "optimizer.hpp"
#include "tile.hpp"

namespace ferro::cpu {
namespace {

/// Gradient of `rows` rows of W (or of its bias, the row of a that is all ones) and one panel, then store or step.
template <int rows>
void gradient_tile(const LayerGradient& g, const float* a, ptrdiff_t a_step, int row, int panel) {
  using T = Tile<rows, 1>;
  const LayerState layer = g.layer.at(panel * g.layer_stride + ptrdiff_t{row} * kPanel);
  if (g.update) {
    // The sum below gives memory time to deliver them.
    for (int i = 0; i < rows * kPanel; i += kPanel) {
      __builtin_prefetch(layer.parameters + i, 1);
      if (layer.first_moment) __builtin_prefetch(layer.first_moment + i, 1);
      if (layer.second_moment) __builtin_prefetch(layer.second_moment + i, 1);
    }
  }

  T tile;
#pragma GCC unroll 16
  for (int r = 0; r < rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < T::vecs; ++v) {
      tile.at[r][v] = g.accumulate ? load(layer.gradient + r * kPanel + v * kLanes) : Vec{};
    }
  }
  accumulate(tile, g.rows, a, 1, a_step, g.delta.data + panel * g.delta.stride, g.delta.stride);

  alignas(64) float complete[rows * kPanel];
  float* out = g.update ? complete : layer.gradient;
#pragma GCC unroll 16
  for (int r = 0; r < rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < T::vecs; ++v) store(out + r * kPanel + v * kLanes, tile.at[r][v]);
  }
  if (g.update) {
    step(*g.update, complete, layer.parameters, layer.first_moment, layer.second_moment, rows * kPanel);
  }
}

/// One panel of a against one panel of delta; both stay in the first-level cache.
FERRO_INLINE void gradient_block(const LayerGradient& g, int first_row, int count, int panel) {
  const float* a = g.a.data + first_row / kPanel * g.a.panel;
  for_each_tile<kTileRows>(count, [&](int row, int height) {
    const int in_w = first_row + row;
    switch (height) {
      case 8: return gradient_tile<8>(g, a + row, g.a.row, in_w, panel);
      case 7: return gradient_tile<7>(g, a + row, g.a.row, in_w, panel);
      case 6: return gradient_tile<6>(g, a + row, g.a.row, in_w, panel);
      case 5: return gradient_tile<5>(g, a + row, g.a.row, in_w, panel);
      case 4: return gradient_tile<4>(g, a + row, g.a.row, in_w, panel);
      case 3: return gradient_tile<3>(g, a + row, g.a.row, in_w, panel);
      case 2: return gradient_tile<2>(g, a + row, g.a.row, in_w, panel);
      default: return gradient_tile<1>(g, a + row, g.a.row, in_w, panel);
    }
  });
}

void layer_gradient(const LayerGradient& g) {
  const int panels = static_cast<int>(panels_for(g.outputs));
  for (int row = 0; row < g.inputs; row += kPanel) {
    const int count = g.inputs - row < kPanel ? g.inputs - row : kPanel;
    for (int panel = 0; panel < panels; ++panel) gradient_block(g, row, count, panel);
  }
  const float one = 1;
  for (int panel = 0; panel < panels; ++panel) gradient_tile<1>(g, &one, 0, g.inputs, panel);
}

}  // namespace
}  // namespace ferro::cpu
