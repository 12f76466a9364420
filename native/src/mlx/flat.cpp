#include "flat.hpp"

#include <algorithm>

#include "memory.hpp"
namespace ferro::mlx {
namespace {

mx::array filled(const float* from, const mx::Shape& shape) {
  mx::array array = allocated(shape);
  if (from) {
    std::copy_n(from, array.size(), array.data<float>());
  } else {
    std::fill_n(array.data<float>(), array.size(), 0.0f);
  }
  return array;
}

}  // namespace

Arrays from_flat(const Shape& shape, const float* flat) {
  Arrays arrays;
  for (int32_t l = 0; l < shape.layers(); ++l) {
    const int32_t in = shape.widths[l], out = shape.widths[l + 1];
    for (const mx::Shape& part : {mx::Shape{out, in}, mx::Shape{out}}) {
      arrays.push_back(filled(flat, part));
      if (flat) flat += arrays.back().size();
    }
  }
  return arrays;
}

void to_flat(const Shape& shape, const Arrays& arrays, float* flat, mx::Stream stream) {
  if (arrays.empty()) {
    for (int32_t l = 0; l < shape.layers(); ++l) {
      const int64_t count = shape.widths[l + 1] * (shape.widths[l] + int64_t{1});
      flat = std::fill_n(flat, count, 0.0f);
    }
    return;
  }
  Arrays rows_in_order;
  for (const mx::array& array : arrays) rows_in_order.push_back(mx::contiguous(array, false, stream));
  mx::eval(rows_in_order);
  for (const mx::array& array : rows_in_order) flat = std::copy_n(array.data<float>(), array.size(), flat);
}

}  // namespace ferro::mlx
