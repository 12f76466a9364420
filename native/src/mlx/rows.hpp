// The caller's rows as MLX's arrays.
//
// On Metal, memory is one: rows that begin on a page are read where they lie (the JVM side allocates them so). MLX for
// CPUs and for CUDA reads only memory of its own, so there they are copied, once. The last rows of a call that do not
// fill a mini-batch are copied everywhere, for they are padded, with rows that weigh 0, to one of a few shapes.
#pragma once

#include <cstdint>

#include "graph.hpp"

namespace ferro::mlx {

/// The most rows that MLX computes in one turn. They keep a GPU busy. They are few enough that no turn takes seconds,
/// and that the layers' outputs stay in tens of megabytes.
int64_t max_rows_per_turn(const Shape& shape);

/// What `rows` are padded to: the next power of two, or `max` if that is less.
int64_t padded(int64_t rows, int64_t max);

class Rows {
 public:
  /// Mini-batches of batch_size rows, the last one short. The caller's memory must stay until all is evaluated.
  Rows(ferro_device device, const Shape& shape, const Batch& batch, int64_t batch_size, mx::Stream stream);

  /// `count` rows from the first on, at most batch_size, padded.
  RowArrays mini_batch(int64_t first, int64_t count) const;

 private:
  mx::array cut(const mx::array& whole, int64_t first, int64_t count) const;

  Shape shape_;
  Batch batch_;
  int64_t batch_size_;
  mx::Stream stream_;
  Arrays whole_;  // features, targets and weights of the full mini-batches; empty when there is none
};

/// Rows of features alone, padded.
mx::array features_of(ferro_device device, const Shape& shape, const float* features, int64_t rows, int64_t padded,
                      mx::Stream stream);

}  // namespace ferro::mlx
