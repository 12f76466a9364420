#include "functions.hpp"

namespace ferro::mlx {
namespace {

/// Takes a function's arrays apart, in the order in which they were joined.
class Reader {
 public:
  explicit Reader(const Arrays& arrays) : arrays_(arrays) {}

  const mx::array& next() { return arrays_[at_++]; }
  Arrays next(size_t count) {
    at_ += count;
    return {arrays_.begin() + (at_ - count), arrays_.begin() + at_};
  }
  RowArrays rows() { return {next(), next(), next()}; }
  StepFactorArrays factors() { return {next(), next(), next()}; }
  State state(size_t parameters, int moments) {
    return {next(parameters), next(moments > 0 ? parameters : 0), next(moments > 1 ? parameters : 0)};
  }

 private:
  const Arrays& arrays_;
  size_t at_ = 0;
};

Arrays arrays(const RowArrays& rows) { return {rows.features, rows.targets, rows.weights}; }

Arrays arrays(const StepFactors& f) {
  return {mx::array(f.step_size), mx::array(f.inv_sqrt_bias2), mx::array(f.decay_keep)};
}

Arrays arrays(const State& state, int moments) {
  return joined(
      {state.parameters, moments > 0 ? state.first_moment : Arrays{}, moments > 1 ? state.second_moment : Arrays{}});
}

State replaced(State state, State by, int moments) {
  state.parameters = std::move(by.parameters);
  if (moments > 0) state.first_moment = std::move(by.first_moment);
  if (moments > 1) state.second_moment = std::move(by.second_moment);
  return state;
}

/// Whether both compile to the same.
bool alike(const Optimizer& a, const Optimizer& b) {
  return a.rule == b.rule && a.momentum == b.momentum && a.beta1 == b.beta1 && a.beta2 == b.beta2 &&
         a.epsilon == b.epsilon && a.l2() == b.l2();
}

}  // namespace

Functions::Functions(ferro_device device, const Shape& shape, mx::Stream stream)
    : device_(device), graph_(shape, stream), stream_(stream) {
  const size_t n = 2 * shape.layers();
  scores_ = compiled([graph = graph_, n](const Arrays& in) {
    Reader read(in);
    const Arrays parameters = read.next(n);
    return Arrays{graph.forward(parameters, read.next())};
  });
  gradient_ = compiled([graph = graph_, n](const Arrays& in) {
    Reader read(in);
    const Arrays parameters = read.next(n);
    const RowArrays rows = read.rows();
    const Graph::Gradient out = graph.gradient(parameters, rows, read.next());
    return joined({{out.loss}, out.gradient});
  });
}

/// Not on CPUs: on Linux MLX compiles by calling g++ and shares files in /tmp with other processes unguarded, and on a
/// Mac without developer tools that opens a dialog which offers them.
Functions::Function Functions::compiled(const Function& function) const {
  return device_ == FERRO_GPU ? mx::compile(function) : function;
}

void Functions::set_optimizer(const Optimizer& optimizer) {
  if (step_ && alike(optimizer, optimizer_)) return;
  optimizer_ = optimizer;
  const int moments = moments_of(optimizer.rule);
  update_ = compiled([optimizer, moments, stream = stream_](const Arrays& in) {
    const size_t n = (in.size() - 3) / (2 + moments);
    Reader read(in);
    const State before = read.state(n, moments);
    const Arrays gradient = read.next(n);
    return arrays(stepped(optimizer, before, gradient, read.factors(), stream), moments);
  });
  step_ = compiled([optimizer, moments, graph = graph_, stream = stream_](const Arrays& in) {
    Reader read(in);
    const State before = read.state((in.size() - 7) / (1 + moments), moments);
    const RowArrays rows = read.rows();
    const Graph::Gradient g = graph.gradient(before.parameters, rows, read.next());
    const State after = stepped(optimizer, before, g.gradient, read.factors(), stream);
    return joined({{g.loss}, arrays(after, moments)});
  });
}

mx::array Functions::scores(const Arrays& parameters, const mx::array& features) const {
  return scores_(joined({parameters, {features}}))[0];
}

Graph::Gradient Functions::gradient(const Arrays& parameters, const RowArrays& rows, const mx::array& scale) const {
  const Arrays out = gradient_(joined({parameters, arrays(rows), {scale}}));
  Reader read(out);
  const mx::array& loss = read.next();
  return {loss, read.next(parameters.size())};
}

State Functions::update(const State& state, const Arrays& gradient, const StepFactors& factors) const {
  const int moments = moments_of(optimizer_.rule);
  const Arrays out = update_(joined({arrays(state, moments), gradient, arrays(factors)}));
  return replaced(state, Reader(out).state(state.parameters.size(), moments), moments);
}

Functions::Step Functions::step(const State& state, const RowArrays& rows, const mx::array& scale,
                                const StepFactors& factors) const {
  const int moments = moments_of(optimizer_.rule);
  const Arrays out = step_(joined({arrays(state, moments), arrays(rows), {scale}, arrays(factors)}));
  Reader read(out);
  const mx::array& loss = read.next();
  return {loss, replaced(state, read.state(state.parameters.size(), moments), moments)};
}

}  // namespace ferro::mlx
