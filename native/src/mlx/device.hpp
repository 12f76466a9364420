// The devices of this machine that MLX may compute on. Only MLX's thread may call these functions.
#pragma once

#include <string>

#include "../network.hpp"
#include "mlx/stream.h"

namespace ferro::mlx {

/// Throws the reason when MLX cannot use the device.
void require(ferro_device device);

/// Describes what computes on the device, for a reader.
std::string describe(ferro_device device);

/// The stream of the device, passed explicitly to every operation that takes one.
::mlx::core::Stream stream(ferro_device device);

/// The file of MLX's kernels for Metal. It lies beside MLX's library in every package of MLX.
std::string metal_kernels();

}  // namespace ferro::mlx
