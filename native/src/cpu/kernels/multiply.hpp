// Rows times panels: the forward pass, and the backward pass through a layer.
#pragma once

#include "../kernels.hpp"
#include "tile.hpp"

namespace ferro::cpu {
namespace {

// A panel of b of this depth stays in the first-level cache while all rows pass over it.
constexpr int kDepthBlock = 256;

/// One tile of the product, over depths first_depth to last_depth - 1.
template <int rows, int panels>
void multiply_tile(const Product& p, int first_depth, int last_depth, int row, int panel) {
  using T = Tile<rows, panels>;
  T tile;
  float* c = p.c.data + panel * p.c.stride + row * kPanel;
  const float* b = p.b + panel * p.b_stride;

#pragma GCC unroll 16
  for (int v = 0; v < T::vecs; ++v) {
    const ptrdiff_t in_c = T::offset(v, p.c.stride);
    Vec bias = p.bias ? load(b + ptrdiff_t{p.depth} * kPanel + T::offset(v, p.b_stride)) : Vec{};
#pragma GCC unroll 16
    for (int r = 0; r < rows; ++r) tile.at[r][v] = first_depth == 0 ? bias : load(c + r * kPanel + in_c);
  }

  const float* a = p.a.data + row * p.a.row + first_depth / kPanel * p.a.panel;
  b += ptrdiff_t{first_depth} * kPanel;
  int left = last_depth - first_depth;
  for (; left >= kPanel; left -= kPanel, a += p.a.panel, b += kPanel * kPanel) {
    accumulate(tile, kPanel, a, p.a.row, 1, b, p.b_stride);
  }
  accumulate(tile, left, a, p.a.row, 1, b, p.b_stride);

  const bool last = last_depth == p.depth;
#pragma GCC unroll 16
  for (int r = 0; r < rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < T::vecs; ++v) {
      const ptrdiff_t in_c = r * kPanel + T::offset(v, p.c.stride);
      Vec x = tile.at[r][v];
      if (last && p.relu) x = x < 0.0f ? x - x : x;
      if (last && p.mask) x = load(p.mask + (c - p.c.data) + in_c) <= 0.0f ? Vec{} : x;
      store(c + in_c, x);
    }
  }
}

/// All rows of one panel.
FERRO_INLINE void multiply_panel(const Product& p, int first_depth, int last_depth, int panel) {
  for_each_tile<kTileRows>(p.rows, [&](int row, int height) {
    switch (height) {
      case 8: return multiply_tile<8, 1>(p, first_depth, last_depth, row, panel);
      case 7: return multiply_tile<7, 1>(p, first_depth, last_depth, row, panel);
      case 6: return multiply_tile<6, 1>(p, first_depth, last_depth, row, panel);
      case 5: return multiply_tile<5, 1>(p, first_depth, last_depth, row, panel);
      case 4: return multiply_tile<4, 1>(p, first_depth, last_depth, row, panel);
      case 3: return multiply_tile<3, 1>(p, first_depth, last_depth, row, panel);
      case 2: return multiply_tile<2, 1>(p, first_depth, last_depth, row, panel);
      default: return multiply_tile<1, 1>(p, first_depth, last_depth, row, panel);
    }
  });
}

/// A single row: a tile one row high is too few sums at a time to keep the multipliers busy, four panels are enough.
FERRO_INLINE void multiply_single_row(const Product& p, int panels) {
  int panel = 0;
  for (; panel + 4 <= panels; panel += 4) multiply_tile<1, 4>(p, 0, p.depth, 0, panel);
  for (; panel < panels; ++panel) multiply_tile<1, 1>(p, 0, p.depth, 0, panel);
}

void multiply(const Product& p) {
  const int panels = static_cast<int>(panels_for(p.columns));
  if (p.rows == 1) return multiply_single_row(p, panels);
  for (int first = 0; first < p.depth; first += kDepthBlock) {
    const int last = p.depth - first > kDepthBlock ? first + kDepthBlock : p.depth;
    for (int panel = 0; panel < panels; ++panel) multiply_panel(p, first, last, panel);
  }
}

}  // namespace
}  // namespace ferro::cpu
