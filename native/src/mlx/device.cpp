#include "device.hpp"

#include <array>
#include <optional>
#include <variant>

#include "../errors.hpp"
#include "mlx/backend/gpu/device_info.h"
#include "mlx/backend/metal/metal.h"
#include "mlx/memory.h"
#include "version.hpp"
#include "worker.hpp"

namespace ferro {
namespace mlx {
namespace {

namespace mx = ::mlx::core;

/// MLX keeps freed buffers to use them again. More than a few turns' worth only takes memory from others.
constexpr size_t kCacheBytes = size_t{256} << 20;

mx::Device device_of(ferro_device device) { return device == FERRO_GPU ? mx::Device::gpu : mx::Device::cpu; }

/// What MLX was built for. For Metal it is a constant: it does not tell whether there is a device.
const char* gpu_kind() {
  if (mx::metal::is_available()) return "Metal";
  return mx::gpu::is_available() ? "CUDA" : nullptr;
}

std::string device_name(ferro_device device) {
  const auto& info = mx::device_info(device_of(device));
  const auto found = info.find("device_name");
  const std::string* name = found == info.end() ? nullptr : std::get_if<std::string>(&found->second);
  return name && !name->empty() ? *name : "the CPU";
}

}  // namespace

void require(ferro_device device) {
  require_version();
  if (device == FERRO_CPU) return;
  const char* kind = gpu_kind();
  if (!kind) refuse("open", "an MLX for GPUs", "one without");
  if (mx::gpu::device_count() < 1) refuse("open", "a GPU that " + std::string(kind) + " shows to this process", "none");
}

std::string describe(ferro_device device) {
  require(device);
  return "MLX " + std::string(mx::version()) + " on " + device_name(device);
}

mx::Stream stream(ferro_device device) {
  static std::array<std::optional<mx::Stream>, 2> streams;
  auto& stream = streams[device];
  if (!stream) {
    mx::set_cache_limit(kCacheBytes);
    stream = mx::new_stream(device_of(device));
  }
  return *stream;
}

}  // namespace mlx

const char* engine_description(ferro_device device) {
  static std::array<std::string, 2> texts = [] {
    std::array<std::string, 2> all;
    for (ferro_device one : {FERRO_CPU, FERRO_GPU}) {
      try {
        mlx::require_version();
        mlx::Worker::get().run([&] { all[one] = mlx::describe(one); });
      } catch (const std::exception& e) {
        all[one] = e.what();
      }
    }
    return all;
  }();
  return texts[device].c_str();
}

}  // namespace ferro
