#include "rows.hpp"

#include <algorithm>
#include <bit>
#include <optional>

#include "memory.hpp"

namespace ferro::mlx {
namespace {

/// The most multiplications of one turn: some 10 ms on a Mac's GPU, half a second on one CPU core.
constexpr double kTurnMultiplications = 2e10;
/// The most floats in the layers' outputs: 64 MiB.
constexpr int64_t kTurnFloats = int64_t{1} << 24;
/// The largest memory page of any platform: Apple's.
constexpr size_t kPage = 16384;

mx::Shape shape_of(int64_t rows, int64_t width) { return {static_cast<int>(rows), static_cast<int>(width)}; }

/// Pages are mapped as a whole, so the last one may be named in full. Only the rows are read.
std::optional<mx::array> in_place(ferro_device device, const float* data, int64_t rows, int64_t width,
                                  mx::Stream stream) {
  if (device != FERRO_GPU || !mx::metal::is_available() || reinterpret_cast<uintptr_t>(data) % kPage != 0) return {};
  const int64_t floats = rows * width, per_page = kPage / sizeof(float);
  const int64_t mapped = (floats + per_page - 1) / per_page * per_page;
  if (mapped > INT32_MAX) return {};  // a row of 8 GB: more than MLX counts in one dimension
  const mx::array pages(const_cast<float*>(data), mx::Shape{static_cast<int>(mapped)}, mx::float32, [](void*) {});
  return mx::reshape(mx::slice(pages, {0}, {static_cast<int>(floats)}, stream), shape_of(rows, width), stream);
}

mx::array copied(const float* data, int64_t rows, int64_t padded, int64_t width, float otherwise) {
  mx::array array = allocated(shape_of(padded, width));
  float* to = array.data<float>();
  to = data ? std::copy_n(data, rows * width, to) : std::fill_n(to, rows * width, otherwise);
  std::fill_n(to, (padded - rows) * width, 0.0f);
  return array;
}

}  // namespace

int64_t max_rows_per_turn(const Shape& shape) {
  int64_t floats = 0;
  double work = 0;
  for (int32_t l = 0; l <= shape.layers(); ++l) {
    floats += shape.widths[l];
    if (l > 0) work += 3.0 * shape.widths[l - 1] * shape.widths[l];
  }
  return std::max<int64_t>(1,
                           std::min<int64_t>(kTurnFloats / floats, static_cast<int64_t>(kTurnMultiplications / work)));
}

int64_t padded(int64_t rows, int64_t max) {
  return std::min(max, static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(rows))));
}

Rows::Rows(ferro_device device, const Shape& shape, const Batch& batch, int64_t batch_size, mx::Stream stream)
    : shape_(shape), batch_(batch), batch_size_(batch_size), stream_(stream) {
  const int64_t full = batch.rows / batch_size * batch_size;
  if (full == 0) return;
  auto whole = [&](const float* data, int64_t width) {
    const auto there = in_place(device, data, full, width, stream);
    whole_.push_back(there ? *there : copied(data, full, full, width, 1));
  };
  whole(batch.features, shape.inputs());
  whole(batch.targets, shape.targets());
  batch.weights ? whole(batch.weights, 1)
                : whole_.push_back(mx::ones({static_cast<int>(full), 1}, mx::float32, stream));
}

RowArrays Rows::mini_batch(int64_t first, int64_t count) const {
  if (count == batch_size_) {
    return {cut(whole_[0], first, count), cut(whole_[1], first, count), cut(whole_[2], first, count)};
  }
  const Batch rows = batch_.slice(shape_, first, count);
  const int64_t to = padded(count, batch_size_);
  return {copied(rows.features, count, to, shape_.inputs(), 0), copied(rows.targets, count, to, shape_.targets(), 0),
          copied(rows.weights, count, to, 1, 1)};
}

mx::array Rows::cut(const mx::array& whole, int64_t first, int64_t count) const {
  if (count == whole.shape(0)) return whole;
  return mx::slice(whole, {static_cast<int>(first), 0}, {static_cast<int>(first + count), whole.shape(1)}, stream_);
}

mx::array features_of(ferro_device device, const Shape& shape, const float* features, int64_t rows, int64_t padded,
                      mx::Stream stream) {
  const auto there = rows == padded ? in_place(device, features, rows, shape.inputs(), stream) : std::nullopt;
  return there ? *there : copied(features, rows, padded, shape.inputs(), 0);
}

}  // namespace ferro::mlx
