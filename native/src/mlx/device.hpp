// Whether MLX can compute on a device of this machine, and its stream there. All of it is for the worker alone.
#pragma once

#include <string>

#include "../network.hpp"
#include "mlx/stream.h"

namespace ferro::mlx {

/// Throws the reason when MLX does not have the device.
void require(ferro_device device);

/// What computes on the device, for people.
std::string describe(ferro_device device);

/// The stream of the device, passed explicitly to every operation that takes one.
::mlx::core::Stream stream(ferro_device device);

/// The file of MLX's kernels for Metal: beside its library, as every package of MLX has it.
std::string metal_kernels();

}  // namespace ferro::mlx
