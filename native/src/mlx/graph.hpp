// The network as a graph of MLX's operations.
#pragma once

#include <initializer_list>
#include <vector>

#include "../network.hpp"
#include "mlx/mlx.h"

namespace ferro::mlx {

namespace mx = ::mlx::core;

/// Parameters, and whatever lies beside them, hold for each layer a weight [out, in] and a bias [out].
using Arrays = std::vector<mx::array>;

Arrays joined(std::initializer_list<Arrays> parts);

/// Features [rows, inputs], targets [rows, 1 or outputs], weights [rows, 1].
struct RowArrays {
  mx::array features, targets, weights;
};

class Graph {
 public:
  Graph(const Shape& shape, mx::Stream stream) : shape_(shape), stream_(stream) {}

  /// Raw scores [rows, outputs].
  mx::array forward(const Arrays& parameters, mx::array rows) const;

  struct Gradient {
    mx::array loss;   // sum(scale w l)
    Arrays gradient;  // of it
  };
  Gradient gradient(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const;

 private:
  mx::array scaled_loss(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const;
  /// [rows, 1]
  mx::array losses(const mx::array& scores, const mx::array& targets) const;
  mx::array cross_entropies(const mx::array& scores, const mx::array& targets) const;

  Shape shape_;
  mx::Stream stream_;
};

}  // namespace ferro::mlx
