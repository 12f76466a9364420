// Memory runs out inside MLX, at each of its allocations in turn. The call says so, and the network stays as it was.
#include "../src/mlx/turn.hpp"
#include "allocator.hpp"
#include "case.hpp"

namespace {

constexpr const char* kTexts[] = {
    "[malloc] Unable to allocate 4096 bytes.",
    "[metal::malloc] Attempting to allocate 429496729600 bytes which is greater than the maximum allowed buffer size of "
    "77309411328 bytes.",
    "[metal::malloc] Resource limit (499000) exceeded.",
    "[METAL] Command buffer execution failed: Insufficient Memory "
    "(00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory).",
    "cudaMallocAsync(&data, size, stream) failed: out of memory",
    "std::bad_alloc",
};

TEST_CASE("MLX's words for no memory are known") {
  for (const char* text : kTexts) CHECK_MESSAGE(ferro::mlx::says_out_of_memory(text), text);
  for (const char* text :
       {"", "[metal::Device] Unable to load kernel steel_gemm_fused_nt",
        "[metal::load_device] No Metal device available. This typically occurs in headless, sandboxed, or virtualized "
        "macOS sessions where the GPU is not accessible.",
        "Can not load metallib from specified location \"/x/mlx.metallib\": file not found.",
        "[METAL] Command buffer execution failed: Caused GPU Timeout Error "
        "(00000002:kIOGPUCommandBufferCallbackErrorTimeout).",
        "[reshape] Cannot reshape array of size 2 into shape (3)."}) {
    CHECK_MESSAGE(!ferro::mlx::says_out_of_memory(text), text);
  }
}

struct Calls : Case {
  Calls() : Case({6, 5, 3}, FERRO_CROSS_ENTROPY, 23) { set_optimizer(FERRO_ADAM); }

  int32_t open_and_close() {
    ferro_network another;
    const int32_t status = ferro_open(device(), widths.data(), 3, loss, 0, &another);
    if (status == FERRO_OK) OK(ferro_close(another));
    return status;
  }
  int32_t set() { return ferro_set_state(network, parameters.data(), nullptr, nullptr, count(), 0); }
  int32_t get() {
    std::vector<float> p(parameters.size()), m(p), v(p);
    int64_t step;
    return ferro_get_state(network, p.data(), m.data(), v.data(), count(), &step);
  }
  int32_t score() {
    std::vector<float> scores(rows * 3);
    return ferro_predict(network, features.data(), size(features), rows, scores.data(), size(scores));
  }
  int32_t differentiate() {
    std::vector<float> gradient(parameters.size());
    double sums[2];
    return ferro_loss_gradient(network, features.data(), size(features), targets.data(), size(targets), nullptr, 0,
                               rows, gradient.data(), count(), sums);
  }
  int32_t learn() {
    double sums[2];
    return ferro_train(network, features.data(), size(features), targets.data(), size(targets), nullptr, 0, rows, 8,
                       sums);
  }
};

/// Lets each allocation of a call fail in its turn, and says how many there are.
int sweep(Calls& calls, int32_t (Calls::*call)(), const char* name) {
  calls.reset();
  const auto expected = calls.gradient();
  for (int place = 0;; ++place) {
    calls.reset();
    const char* text = kTexts[place % std::size(kTexts)];
    fail_after(place, text);
    const int32_t status = (calls.*call)();
    const std::string error = ferro_last_error();
    fail_after(-1, "");
    if (status == FERRO_OK) return place;
    INFO(name, " at place ", place, ": ", error);
    CHECK(status == FERRO_OUT_OF_MEMORY);
    CHECK(error.find("] out of memory") != error.npos);
    CHECK(calls.gradient() == expected);
  }
}

TEST_CASE("each allocation of a call may fail: the call says so, and the network stays as it was") {
  Calls calls;
  CHECK(sweep(calls, &Calls::open_and_close, "open") >= 4);
  CHECK(sweep(calls, &Calls::set, "set_state") >= 4);
  CHECK(sweep(calls, &Calls::score, "predict") >= 4);
  CHECK(sweep(calls, &Calls::differentiate, "loss_gradient") >= 10);
  CHECK(sweep(calls, &Calls::learn, "train") >= 30);
  OK(calls.get());
}

TEST_CASE("other failures stay what they are") {
  Calls calls;
  fail_after(5, "[metal::Device] Unable to load kernel x");
  CHECK(calls.learn() == FERRO_INTERNAL);
  CHECK_MESSAGE(says("[metal::Device] Unable to load kernel x"), ferro_last_error());
  fail_after(-1, "");
  OK(calls.learn());
}

}  // namespace
