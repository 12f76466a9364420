// The one memory layout of the CPU engine: panels.
//
// A matrix [rows, columns] is cut into panels of 16 columns. A panel holds its rows one after the other, 16 floats
// each, so that a loop down the rows reads memory straight ahead:
//
//     element (r, c)  =  data[(c / 16) * stride + r * 16 + c % 16]        stride = floats from panel to panel
//
// The last panel is padded to 16 columns. Padding holds anything, even NaN: nothing reads it but the padding lanes of
// a result, which are padding again.
//
//     matrix                  rows                 columns        where
//     weights W of a layer    inputs + 1           outputs        parameters, moments, gradient; last row: the bias
//     Wᵀ of a layer           outputs              inputs         rewritten before each step, for the backward pass
//     activations, deltas     rows of the chunk    width          scratch
#pragma once

#include <stddef.h>

namespace ferro::cpu {

constexpr int kPanel = 16;

/// Panels that hold this many columns.
constexpr ptrdiff_t panels_for(ptrdiff_t columns) { return (columns + kPanel - 1) / kPanel; }

/// A matrix in panels.
struct Panels {
  float* data;
  ptrdiff_t stride;
};

/// A matrix that is read 16 columns at a time: element (r, c) = data[r * row + (c / 16) * panel + c % 16]. Row-major
/// memory of a given width is {data, width, 16}; panels are {data, 16, stride}.
struct Rows {
  const float* data;
  ptrdiff_t row;
  ptrdiff_t panel;

  Rows(const float* d, ptrdiff_t r, ptrdiff_t p) : data(d), row(r), panel(p) {}
  Rows(const Panels& m) : data(m.data), row(kPanel), panel(m.stride) {}
};

}  // namespace ferro::cpu
