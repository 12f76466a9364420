#include "device.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <variant>

#include "../errors.hpp"
#include "mlx/backend/gpu/device_info.h"
#include "mlx/backend/metal/metal.h"
#include "mlx/memory.h"
#include "version.hpp"

namespace ferro::mlx {
namespace {

namespace mx = ::mlx::core;

/// MLX keeps freed buffers to use them again. More than a few turns' worth only takes memory from others.
constexpr size_t kCacheBytes = size_t{256} << 20;

mx::Device device_of(ferro_device device) { return device == FERRO_GPU ? mx::Device::gpu : mx::Device::cpu; }

bool is_readable(const std::string& file) {
  std::FILE* opened = std::fopen(file.c_str(), "rb");
  if (opened) std::fclose(opened);
  return opened;
}

/// In newer GPUs, MLX's fastest units for matrices keep 10 of the 23 bits of a float's fraction (TF32). MLX reads this
/// variable at its first product. A value that the user has set stays.
void ask_for_all_bits() { setenv("MLX_ENABLE_TF32", "0", 0); }

/// Must be the first call that touches Metal.
void require_metal(const std::string& gpu) {
  ask_for_all_bits();
  const std::string kernels = metal_kernels();
  if (!is_readable(kernels)) refuse("open", "MLX's kernels for Metal in " + kernels, "no file that can be read");
  // MLX throws when a file that we name will not do. When a file that it looks for itself will not do, the process
  // ends.
  mx::metal::set_metallib_path(kernels);
  try {
    mx::device_info(mx::Device::gpu);
  } catch (const std::exception& e) {
    const std::string text = e.what();
    refuse("open", text.find("metallib") == text.npos ? gpu : "Metal to load MLX's kernels", text);
  }
}

void require_cuda() {
  ask_for_all_bits();
  if (!mx::gpu::is_available()) refuse("open", "an MLX for GPUs", "one without");
  if (mx::gpu::device_count() < 1) refuse("open", "a GPU that CUDA shows to this process", "none");
}

}  // namespace

std::string metal_kernels() {
  Dl_info mlx{};
  if (!dladdr(reinterpret_cast<void*>(&mx::version), &mlx) || !mlx.dli_fname) refuse("open", "MLX's library", "none");
  const std::string library = mlx.dli_fname;
  return library.substr(0, library.rfind('/') + 1) + "mlx.metallib";
}

void require(ferro_device device) {
  require_version();
  // Says what MLX was built for, not whether there is a GPU.
  if (mx::metal::is_available()) {
    const std::string gpu = "a GPU that Metal shows to this process";
    // This MLX takes all its memory from Metal.
    require_metal(device == FERRO_GPU ? gpu : gpu + ", which MLX needs on the CPU too");
  } else if (device == FERRO_GPU) {
    require_cuda();
  }
}

std::string describe(ferro_device device) {
  const auto& info = mx::device_info(device_of(device));
  const auto found = info.find("device_name");
  const std::string* name = found == info.end() ? nullptr : std::get_if<std::string>(&found->second);
  return "MLX " + std::string(mx::version()) + " on " + (name && !name->empty() ? *name : "the CPU");
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

}  // namespace ferro::mlx
