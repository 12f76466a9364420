// The C line: checks every argument, finds the network, and turns every exception into a status and a text.
#include <cmath>
#include <cstdio>
#include <new>

#include "checks.hpp"
#include "errors.hpp"
#include "ferro.h"
#include "handles.hpp"
#include "weights.hpp"

namespace {

using namespace ferro;

// A plain array: it can still be written when memory has run out, and needs no destructor at thread exit.
thread_local char last_error[1024];

int32_t fail(ferro_status status, const char* text) {
  std::snprintf(last_error, sizeof last_error, "%s", text);
  return status;
}

/// Runs the body of one C function. No exception passes.
template <typename Body>
int32_t guarded(const char* operation, Body body) {
  try {
    body();
    return FERRO_OK;
  } catch (const InvalidArgument& e) {
    return fail(FERRO_INVALID_ARGUMENT, e.what());
  } catch (const std::bad_alloc&) {
    char text[128];
    std::snprintf(text, sizeof text, "[%s] out of memory", operation);
    return fail(FERRO_OUT_OF_MEMORY, text);
  } catch (const std::exception& e) {
    return fail(FERRO_INTERNAL, e.what());
  } catch (...) {
    return fail(FERRO_INTERNAL, "unknown C++ exception");
  }
}

/// Lives as long as the process: networks may still be open when static objects are torn down.
Handles& handles() {
  static Handles& table = *new Handles;
  return table;
}

Loss parsed_loss(int32_t loss) {
  if (loss < FERRO_CROSS_ENTROPY || loss > FERRO_SQUARED_ERROR) refuse("open", "a known loss", loss);
  switch (static_cast<ferro_loss>(loss)) {
    case FERRO_CROSS_ENTROPY: return Loss::cross_entropy;
    case FERRO_SQUARED_ERROR: return Loss::squared_error;
  }
  __builtin_unreachable();
}

Rule parsed_rule(int32_t rule) {
  if (rule < FERRO_SGD || rule > FERRO_ADAMW) refuse("set_optimizer", "a known rule", rule);
  switch (static_cast<ferro_rule>(rule)) {
    case FERRO_SGD: return Rule::sgd;
    case FERRO_MOMENTUM: return Rule::momentum;
    case FERRO_NESTEROV: return Rule::nesterov;
    case FERRO_ADAM: return Rule::adam;
    case FERRO_ADAMW: return Rule::adamw;
  }
  __builtin_unreachable();
}

bool is_device(int32_t device) { return device == FERRO_CPU || device == FERRO_GPU; }

void put(const LossSum& sum, double* loss_and_weight) {
  loss_and_weight[0] = sum.weighted_loss;
  loss_and_weight[1] = sum.weight;
}

}  // namespace

int32_t ferro_abi_version(void) { return FERRO_ABI_VERSION; }

const char* ferro_description(int32_t device) {
  return is_device(device) ? engine_description(static_cast<ferro_device>(device)) : "no such device";
}

const char* ferro_last_error(void) { return last_error; }

int32_t ferro_open(int32_t device, const int32_t* widths, int32_t width_count, int32_t loss, float loss_parameter,
                   ferro_network* network) {
  return guarded("open", [&] {
    if (!is_device(device)) refuse("open", "a known device", device);
    require_pointer("open", "widths", widths);
    require_pointer("open", "a place for the network", network);
    if (width_count < 2) refuse("open", "at least an input and an output width", width_count);
    const Loss parsed = parsed_loss(loss);
    require_loss_parameter(parsed, loss_parameter);
    if (width_count - 1 > FERRO_MAX_LAYERS) {
      refuse("open", "at most " + std::to_string(FERRO_MAX_LAYERS) + " layers", width_count - 1);
    }
    Shape shape{{widths, widths + width_count}, parsed, loss_parameter};
    require_size(shape);
    auto opened = open_network(static_cast<ferro_device>(device), shape);
    *network = handles().add(std::move(shape), std::move(opened));
  });
}

int32_t ferro_close(ferro_network network) {
  return guarded("close", [&] { handles().remove("close", network); });
}

int32_t ferro_set_state(ferro_network network, const float* parameters, const float* first_moment,
                        const float* second_moment, int64_t count, int64_t step) {
  return guarded("set_state", [&] {
    auto borrowed = handles().borrow("set_state", network);
    require_pointer("set_state", "parameters", parameters);
    require_parameters("set_state", borrowed.shape(), count);
    if (step < 0 || step > FERRO_MAX_STEP) refuse("set_state", "a step from 0 to 2^62", step);
    borrowed->set_state(parameters, first_moment, second_moment, step);
  });
}

int32_t ferro_get_state(ferro_network network, float* parameters, float* first_moment, float* second_moment,
                        int64_t count, int64_t* step) {
  return guarded("get_state", [&] {
    auto borrowed = handles().borrow("get_state", network);
    require_pointer("get_state", "parameters", parameters);
    require_pointer("get_state", "a place for the step", step);
    require_parameters("get_state", borrowed.shape(), count);
    *step = borrowed->get_state(parameters, first_moment, second_moment);
  });
}

int32_t ferro_set_optimizer(ferro_network network, int32_t rule, float step_size, float momentum, float beta1,
                            float beta2, float epsilon, float weight_decay) {
  constexpr const char* op = "set_optimizer";
  return guarded(op, [&] {
    auto borrowed = handles().borrow(op, network);
    const Rule parsed = parsed_rule(rule);
    require_range(op, "a finite step_size of 0 or more", step_size >= 0 && std::isfinite(step_size), step_size);
    require_range(op, "a finite weight_decay of 0 or more", weight_decay >= 0 && std::isfinite(weight_decay),
                  weight_decay);
    switch (parsed) {
      case Rule::sgd: break;
      case Rule::momentum:
      case Rule::nesterov: require_range(op, "momentum in [0, 1)", momentum >= 0 && momentum < 1, momentum); break;
      case Rule::adam:
      case Rule::adamw:
        require_range(op, "beta1 in [0, 1)", beta1 >= 0 && beta1 < 1, beta1);
        require_range(op, "beta2 in [0, 1)", beta2 >= 0 && beta2 < 1, beta2);
        require_range(op, "a finite epsilon above 0", epsilon > 0 && std::isfinite(epsilon), epsilon);
        break;
    }
    borrowed->set_optimizer({parsed, step_size, momentum, beta1, beta2, epsilon, weight_decay});
  });
}

int32_t ferro_train(ferro_network network, const float* features, int64_t feature_count, const float* targets,
                    int64_t target_count, const float* weights, int64_t weight_count, int64_t rows, int64_t batch_size,
                    double* loss_and_weight) {
  return guarded("train", [&] {
    auto borrowed = handles().borrow("train", network);
    Batch batch = checked_batch("train", borrowed.shape(), {features, feature_count}, {targets, target_count},
                                {weights, weight_count}, rows);
    if (batch_size < 1) refuse("train", "a batch_size of at least 1", batch_size);
    require_pointer("train", "a place for loss and weight", loss_and_weight);
    put(train(*borrowed, borrowed.shape(), batch, batch_size), loss_and_weight);
  });
}

int32_t ferro_loss_gradient(ferro_network network, const float* features, int64_t feature_count, const float* targets,
                            int64_t target_count, const float* weights, int64_t weight_count, int64_t rows,
                            float* gradient, int64_t count, double* loss_and_weight) {
  constexpr const char* op = "loss_gradient";
  return guarded(op, [&] {
    auto borrowed = handles().borrow(op, network);
    Batch batch = checked_batch(op, borrowed.shape(), {features, feature_count}, {targets, target_count},
                                {weights, weight_count}, rows);
    require_pointer(op, "gradient", gradient);
    require_parameters(op, borrowed.shape(), count);
    require_pointer(op, "a place for loss and weight", loss_and_weight);
    put(loss_gradient(*borrowed, batch, gradient), loss_and_weight);
  });
}

int32_t ferro_predict(ferro_network network, const float* features, int64_t feature_count, int64_t rows, float* scores,
                      int64_t score_count) {
  return guarded("predict", [&] {
    auto borrowed = handles().borrow("predict", network);
    const Shape& shape = borrowed.shape();
    require_rows("predict", rows);
    require_room("predict", "features", features, feature_count, rows, shape.inputs());
    require_room("predict", "scores", scores, score_count, rows, shape.outputs());
    borrowed->predict(features, rows, scores);
  });
}

int32_t ferro_waited(ferro_network network, double* seconds) {
  return guarded("waited", [&] {
    auto borrowed = handles().borrow("waited", network);
    require_pointer("waited", "a place for the seconds", seconds);
    *seconds = borrowed->waited();
  });
}
