// The micro-kernel: a tile of results stays in registers while a sum runs over it.
#pragma once

#include "vector.hpp"

namespace ferro::cpu {
namespace {

// Tile sizes that fill the register file: results, one vector of b per column, one element of a.
#if defined(__AVX512F__)
constexpr int kTileRows = 8;
#elif defined(__AVX2__)
constexpr int kTileRows = 6;
#elif defined(__aarch64__)
constexpr int kTileRows = 6;
#else
constexpr int kTileRows = 3;
#endif

/// Results of `rows` rows and `panels` panels of 16 columns.
template <int rows, int panels>
struct Tile {
  static constexpr int vecs = panels * kVecsPerPanel;
  Vec at[rows][vecs];

  /// Where the v-th vector of a row lies behind the row's first float.
  static FERRO_INLINE ptrdiff_t offset(int v, ptrdiff_t panel_stride) {
    return v / kVecsPerPanel * panel_stride + v % kVecsPerPanel * kLanes;
  }
};

/// tile(r, c) += sum over k of a[r * a_row + k * a_step] * b(k, c), b being panels.
template <int rows, int panels>
FERRO_INLINE void accumulate(Tile<rows, panels>& tile, int depth, const float* a, ptrdiff_t a_row, ptrdiff_t a_step,
                             const float* b, ptrdiff_t b_stride) {
  constexpr int vecs = Tile<rows, panels>::vecs;
  for (int k = 0; k < depth; ++k, a += a_step, b += kPanel) {
    Vec column[vecs];
#pragma GCC unroll 16
    for (int v = 0; v < vecs; ++v) column[v] = load(b + Tile<rows, panels>::offset(v, b_stride));
#pragma GCC unroll 16
    for (int r = 0; r < rows; ++r) {
      Vec element = broadcast(a[r * a_row]);
#pragma GCC unroll 16
      for (int v = 0; v < vecs; ++v) tile.at[r][v] += element * column[v];
    }
  }
}

/// Cuts `count` rows into tiles of nearly equal height, none above `most`, and calls body(first, height) for each.
template <int most, typename Body>
FERRO_INLINE void for_each_tile(int count, Body body) {
  int tiles = (count + most - 1) / most;
  for (int first = 0; tiles > 0; --tiles) {
    int height = (count - first + tiles - 1) / tiles;
    body(first, height);
    first += height;
  }
}

}  // namespace
}  // namespace ferro::cpu
