/*
 * ferro.h: the contract between Ferro's JVM side and its native engines.
 *
 * One library is one engine; every engine implements exactly this header. The JVM side binds it 1:1
 * (engine/src/main/java/dev/ferro/engine/jna). A network is a multi-layer perceptron: Linear layers, ReLU between
 * them, raw scores from the last.
 *
 * Conventions
 *   - All matrices are float32, row-major, dense. Counts are numbers of floats, not bytes; a buffer of rows may be
 *     longer than its rows need. There is at least one row.
 *   - Parameters, moments and gradients share one flat layout: for each layer its weight [out, in], then its bias [out].
 *   - Every function returns a ferro_status; anything but FERRO_OK leaves a text in ferro_last_error() of the same
 *     thread. No C++ exception leaves the library.
 *   - A network may be used by one thread at a time; different networks by different threads at the same time.
 *   - Handles are never reused: a closed or unknown handle is FERRO_INVALID_ARGUMENT, never a crash.
 */
#ifndef FERRO_H
#define FERRO_H

#include <stdint.h>

#if defined(_WIN32)
#define FERRO_API __declspec(dllexport)
#else
#define FERRO_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Raised when a function is added or its meaning changes; the JVM side refuses any other number. */
#define FERRO_ABI_VERSION 3

typedef enum ferro_status {
  FERRO_OK = 0,
  FERRO_INVALID_ARGUMENT = 1,
  FERRO_OUT_OF_MEMORY = 2,
  FERRO_INTERNAL = 3,
} ferro_status;

/* What of this machine computes; an engine may serve one of them or both. */
typedef enum ferro_device {
  FERRO_CPU = 0,
  FERRO_GPU = 1,
} ferro_device;

/* What training minimises. A loss that takes a number of its own says so here, with the range. */
typedef enum ferro_loss {
  /* Targets [rows]: class index as a float. Loss of a row: -log softmax(scores)[target]. */
  FERRO_CROSS_ENTROPY = 0,
  /* Targets [rows, outputs]. Loss of a row: mean over the outputs of (score - target)^2. */
  FERRO_SQUARED_ERROR = 1,
} ferro_loss;

typedef enum ferro_rule {
  FERRO_SGD = 0,      /* p -= lr g */
  FERRO_MOMENTUM = 1, /* v = mu v + g;  p -= lr v */
  FERRO_NESTEROV = 2, /* v = mu v + g;  p -= lr (g + mu v) */
  FERRO_ADAM = 3,     /* bias-corrected: p -= lr m^ / (sqrt(v^) + eps) */
  FERRO_ADAMW = 4,    /* p *= 1 - lr decay, then Adam */
} ferro_rule;

typedef int64_t ferro_network;

/* FERRO_ABI_VERSION of the library as built. */
FERRO_API int32_t ferro_abi_version(void);

/* What computes on the device, for people, or why nothing can: "AVX2 kernels", "MLX 0.32.4 on Apple M4". Static text. */
FERRO_API const char *ferro_description(int32_t device);

/* Text of the last failure on this thread; empty when there was none. Valid until this thread's next call. */
FERRO_API const char *ferro_last_error(void);

/* What a network may be: at most FERRO_MAX_LAYERS Linear layers, widths from 1 to FERRO_MAX_WIDTH and
 * FERRO_MAX_PARAMETERS parameters. With cross-entropy at most FERRO_MAX_CLASSES outputs, because float32 cannot
 * distinguish more class indices. */
#define FERRO_MAX_LAYERS 10000
#define FERRO_MAX_WIDTH (INT32_C(1) << 30)
#define FERRO_MAX_PARAMETERS (INT64_C(1) << 50)
#define FERRO_MAX_CLASSES (INT32_C(1) << 24)

/* The last step from which training may go on: the count goes on from there without overflow. */
#define FERRO_MAX_STEP (INT64_C(1) << 62)

/* Opens a network of width_count - 1 Linear layers on the device, all parameters, moments and the step count zero.
 * loss_parameter is the number that the loss takes, within its range; 0 for a loss that takes none. Any other value is
 * FERRO_INVALID_ARGUMENT. */
FERRO_API int32_t ferro_open(int32_t device, const int32_t *widths, int32_t width_count, int32_t loss,
                             float loss_parameter, ferro_network *network);

/* Frees the network. */
FERRO_API int32_t ferro_close(ferro_network network);

/* Sets the training state; count is the number of parameters. A null moment stands for zeros. Step: from 0 to
 * FERRO_MAX_STEP. */
FERRO_API int32_t ferro_set_state(ferro_network network, const float *parameters, const float *first_moment,
                                  const float *second_moment, int64_t count, int64_t step);

/* Copies the training state out; a null moment is not copied. First moment: momentum's velocity or Adam's m; second:
 * Adam's v. Step: optimizer steps taken since the state was zero. */
FERRO_API int32_t ferro_get_state(ferro_network network, float *parameters, float *first_moment, float *second_moment,
                                  int64_t count, int64_t *step);

/* Sets how ferro_train updates. weight_decay is decoupled for FERRO_ADAMW and an L2 term of the gradient otherwise
 * (g += weight_decay p), on weights and biases alike. Unused settings are ignored. */
FERRO_API int32_t ferro_set_optimizer(ferro_network network, int32_t rule, float step_size, float momentum, float beta1,
                                      float beta2, float epsilon, float weight_decay);

/* Takes one optimizer step per consecutive mini-batch of batch_size rows, the last one short.
 * features [rows, inputs]; weights [rows], each finite and 0 or more, or null for ones. The loss of a mini-batch is
 * sum(w l) / sum(w), however large or small the weights are; one whose weights sum to zero takes no step. A batch_size of
 * as many as rows or more takes one step. loss_and_weight receives sum(w l) and sum(w) over all rows, each loss taken
 * before its step. */
FERRO_API int32_t ferro_train(ferro_network network, const float *features, int64_t feature_count, const float *targets,
                              int64_t target_count, const float *weights, int64_t weight_count, int64_t rows,
                              int64_t batch_size, double *loss_and_weight);

/* Loss, as above over all rows as one batch, and its gradient [count], without changing the network. */
FERRO_API int32_t ferro_loss_gradient(ferro_network network, const float *features, int64_t feature_count,
                                      const float *targets, int64_t target_count, const float *weights,
                                      int64_t weight_count, int64_t rows, float *gradient, int64_t count,
                                      double *loss_and_weight);

/* Raw scores [rows, outputs] of the last layer. */
FERRO_API int32_t ferro_predict(ferro_network network, const float *features, int64_t feature_count, int64_t rows,
                                float *scores, int64_t score_count);

/* Seconds that calls on this network have waited for calls on others, where they share the device in turns. */
FERRO_API int32_t ferro_waited(ferro_network network, double *seconds);

#ifdef __cplusplus
}
#endif

#endif
