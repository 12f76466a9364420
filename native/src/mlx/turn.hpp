// A turn on the thread that owns MLX. Everything in it computes on the stream of one device.
#pragma once

#include <functional>
#include <string>

#include "../network.hpp"
#include "mlx/stream.h"

namespace ferro::mlx {

/// Runs the job in its turn, on a device that passed require() of device.hpp. Throws what the job throws, and
/// std::bad_alloc if MLX reports that memory ran out. Returns the seconds that it waited for others.
double turn(ferro_device device, const std::function<void(::mlx::core::Stream)>& job);

/// Whether MLX's text reports that memory ran out.
bool says_out_of_memory(const std::string& text);

}  // namespace ferro::mlx
