// MLX computes on our own streams, whatever its defaults are. Its defaults stay as they were.
#include "../src/mlx/device.hpp"

#include <utility>

#include "../src/mlx/mlx_thread.hpp"
#include "../src/mlx/turn.hpp"
#include "case.hpp"
#include "mlx/mlx.h"
#include "mlx/scheduler.h"

namespace {

using ferro::mlx::MlxThread;
namespace mx = mlx::core;

/// The next computation on a poisoned stream fails with these words.
constexpr const char* kTouched = "the default stream was touched";

std::string failure_in(const std::function<void()>& body) {
  try {
    body();
    return "";
  } catch (const std::exception& e) {
    return e.what();
  }
}

/// Makes a poisoned stream the default of MLX's thread, as it is before each call.
class Decoy {
 public:
  Decoy() {
    MlxThread::get().run([&] { stream_ = mx::new_stream(mx::Device::cpu); });
  }

  void set() {
    MlxThread::get().run([&] {
      mx::set_default_stream(*stream_);
      failure_in([&] { mx::synchronize(*stream_); });  // takes out an earlier poison
      mx::scheduler::enqueue(*stream_, [] { throw std::runtime_error(kTouched); });
    });
  }

  /// Whether nothing computed there: the poison is still in it.
  bool is_untouched() {
    return failure([&] { mx::synchronize(*stream_); }) == kTouched;
  }

  /// How a body fails on MLX's thread.
  static std::string failure(const std::function<void()>& body) {
    std::string text;
    MlxThread::get().run([&] { text = failure_in(body); });
    return text;
  }

 private:
  std::optional<mx::Stream> stream_;
};

void check_that_a_touch_shows() {
  Decoy decoy;
  decoy.set();
  CHECK(Decoy::failure([] { mx::eval(mx::add(mx::array(1.0f), mx::array(2.0f))); }) == kTouched);
  CHECK(!decoy.is_untouched());
}

/// Each call of the C line, in one turn and, for many rows, in several.
void check_that_nothing_computes_on_the_default_stream() {
  Decoy decoy;
  auto check_calls = [&](Case& c, ferro_rule rule, int64_t batch_size) {
    decoy.set();
    c.reset();
    c.set_optimizer(rule, {.weight_decay = 0.1f});
    c.train(batch_size);
    c.predict();
    c.gradient();
    CHECK(decoy.is_untouched());
  };
  for (ferro_loss loss : kLosses) {
    Case c({5, 7, 3}, loss, 20);
    for (ferro_rule rule : kRules) check_calls(c, rule, 6);
  }
  Case many({1, 4000, 1}, FERRO_SQUARED_ERROR, 5000);
  check_calls(many, FERRO_ADAM, 5000);
  decoy.set();
  CHECK(*ferro_description(FERRO_CPU));
  CHECK(decoy.is_untouched());
}

void check_that_defaults_stay() {
  mx::Stream before = mx::default_stream(mx::default_device());
  const mx::Device device = mx::default_device();
  bool right = false;
  for (bool fails : {false, true}) {
    try {
      ferro::mlx::turn(FERRO_CPU, [&](mx::Stream stream) {
        right = mx::default_device() == mx::Device::cpu && mx::default_stream(mx::Device::cpu) == stream &&
                stream == ferro::mlx::stream(FERRO_CPU);
        if (fails) throw std::runtime_error("a failure of the job's");
      });
    } catch (const std::runtime_error& e) {
      CHECK(fails);
      CHECK(std::string(e.what()) == "a failure of the job's");
    }
    CHECK(std::exchange(right, false));
    CHECK((mx::default_device() == device));
    CHECK((mx::default_stream(device) == before));
  }
}

TEST_CASE("MLX computes on our streams, whatever its defaults are") {
  // The first opening sets MLX's cache, which waits for all streams.
  Case first({1, 1}, FERRO_SQUARED_ERROR, 1);
  check_that_defaults_stay();
  // On a Mac it is the GPU, whose streams cannot be poisoned.
  mx::set_default_device(mx::Device::cpu);
  check_that_a_touch_shows();
  check_that_nothing_computes_on_the_default_stream();
  check_that_defaults_stay();
}

TEST_CASE("Metal's kernels lie beside MLX") {
  const std::string file = ferro::mlx::metal_kernels(), end = "/lib/mlx.metallib";
  REQUIRE(file.size() > end.size());
  CHECK(file.substr(file.size() - end.size()) == end);
}

}  // namespace
