// Implements what network.hpp declares. Each device computes a row before its first use in the process. A GPU may exist
// and still be unable to compile or run a kernel.
#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <optional>

#include "../errors.hpp"
#include "device.hpp"
#include "mlx_thread.hpp"
#include "network.hpp"

namespace ferro {
namespace mlx {
namespace {

struct ProbeResult {
  bool usable;
  std::string text;  // the device's description, or the reason against it
};

/// Trains and scores a row in every way that a network does. Throws what MLX throws.
void compute_a_row(ferro_device device) {
  const Shape shape{{4, 8, 2}, Loss::cross_entropy, 0};
  const float features[] = {1, 2, 3, 4}, target = 0;
  const Batch row{features, &target, nullptr, 1};
  float scores[2], gradient[4 * 8 + 8 + 8 * 2 + 2];
  MlxNetwork network(device, shape);
  network.set_optimizer({Rule::adam, 0.001f, 0, 0.9f, 0.999f, 1e-8f, 0});
  network.predict(features, 1, scores);
  network.loss_gradient(row, gradient);
  const double loss = network.train(row, 1).weighted_loss;
  // All weights are 0 at first, so both classes score alike.
  if (!(std::abs(loss - std::log(2)) < 1e-4)) throw std::runtime_error("a wrong loss of " + text_of(loss));
}

ProbeResult probe(ferro_device device) {
  std::string description;
  try {
    MlxThread::get().run([&] {
      require(device);
      description = describe(device);
    });
    compute_a_row(device);
    return {true, description};
  } catch (const std::bad_alloc&) {
    throw;  // there may be memory later
  } catch (const InvalidArgument& e) {
    return {false, e.what()};
  } catch (const std::exception& e) {
    std::string text = "[open] expected " + description + " to train a row, got " + e.what();
    std::replace(text.begin(), text.end(), '\n', ' ');  // Metal's compiler prints several lines
    return {false, text};
  }
}

/// A result is kept: after a failure MLX may be half set up for that device.
const ProbeResult& probe_result(ferro_device device) {
  static std::mutex& mutex = *new std::mutex;
  static auto& results = *new std::array<std::optional<ProbeResult>, 2>;
  std::lock_guard lock(mutex);
  auto& result = results[device];
  if (!result) result = probe(device);
  return *result;
}

}  // namespace
}  // namespace mlx

std::unique_ptr<Network> open_network(ferro_device device, const Shape& shape) {
  const mlx::ProbeResult& result = mlx::probe_result(device);
  if (!result.usable) throw InvalidArgument(result.text);
  return std::make_unique<mlx::MlxNetwork>(device, shape);
}

const char* engine_description(ferro_device device) {
  try {
    return mlx::probe_result(device).text.c_str();
  } catch (const std::exception&) {
    return "out of memory";
  }
}

}  // namespace ferro
