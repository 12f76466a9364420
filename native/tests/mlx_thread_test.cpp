// The thread that owns MLX: turns in the order of asking, failures to whoever caused them.
#include "../src/mlx/mlx_thread.hpp"

#include <atomic>
#include <thread>

#include "mlx/mlx.h"
#include "testing.hpp"

namespace {

using ferro::mlx::MlxThread;
namespace mx = mlx::core;

TEST_CASE("a failure reaches the caller who caused it") {
  std::string text;
  try {
    MlxThread::get().run([] { mx::reshape(mx::array({1.0f, 2.0f}), {3}, mx::Device(mx::Device::cpu)); });
  } catch (const std::exception& e) {
    text = e.what();
  }
  CHECK(text.find("reshape") != std::string::npos);
  bool ran = false;
  MlxThread::get().run([&] { ran = true; });
  CHECK(ran);
}

TEST_CASE("one thread runs the jobs of all") {
  std::thread::id first, second;
  MlxThread::get().run([&] { first = std::this_thread::get_id(); });
  std::thread([&] { MlxThread::get().run([&] { second = std::this_thread::get_id(); }); }).join();
  CHECK((first == second));
  CHECK((first != std::this_thread::get_id()));
}

// Neither gets two turns while the other waits.
TEST_CASE("two callers who always have more to do take turns") {
  std::atomic<int> asking{0};
  std::vector<int> order;
  std::vector<double> waited(2);
  auto many_turns = [&](int caller) {
    ++asking;
    while (asking < 2) std::this_thread::yield();
    for (int turn = 0; turn < 20; ++turn) {
      waited[caller] += MlxThread::get().run([&] {
        order.push_back(caller);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      });
    }
  };
  std::thread other(many_turns, 1);
  many_turns(0);
  other.join();
  int changes = 0;
  for (size_t i = 1; i < order.size(); ++i) changes += order[i] != order[i - 1];
  // Of 39. A caller may be slow to ask again on a busy machine. Without fairness there are one or two.
  CHECK(changes > 10);
  CHECK(waited[0] > 0);
  CHECK(waited[1] > 0);
}

}  // namespace
