#include "nn/attention.h"

#include <algorithm>
#include <cmath>

#include "core/assert.h"
#include "nn/attention_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(AttentionKernels, kAttentionKernels)

namespace {

const AttentionKernels& kernels(const Pass& pass) {
  return *kAttentionKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

/// The scratch that a multiply leaves to a task: room for one matrix of T x T and one of T x (d / heads).
constexpr std::ptrdiff_t kTaskReals = static_cast<std::ptrdiff_t>(ThreadPool::kScratchReals - kMultiplyScratchReals);

/// Rows of `length` values that are neighbours, to rows `distance` apart.
void spread_rows(int count, int length, int distance, const Real* from, Real* to) {
  for (std::ptrdiff_t r = 0; r < count; ++r) std::copy_n(from + r * length, length, to + r * distance);
}

Real score_factor(int size) { return 1 / std::sqrt(static_cast<Real>(size)); }

}  // namespace

/// One head of one sample.
struct Attention::Head {
  int tokens, size;          ///< T, d / heads
  std::ptrdiff_t projected;  ///< where Q begins; K and V are `width` and 2 `width` further, rows 3 `width` apart
  std::ptrdiff_t attention;  ///< where P begins
  std::ptrdiff_t mixed;      ///< where O begins; rows `width` apart
  Real *scratch, *own;       ///< for a multiply, and kTaskReals more
};

bool Attention::fits(const TokenCount& tokens, int width, int heads) {
  if (heads < 1 || width < heads || width % heads != 0) return false;
  const std::ptrdiff_t all = tokens.all, size = width / heads;
  return all <= kTaskReals && size <= kTaskReals && all * (all + size) <= kTaskReals;
}

Attention::Attention(const TokenCount& tokens, int width, int heads)
    : tokens_(tokens),
      width_(width),
      heads_(heads),
      in_(width, 3 * width, Activation::kLinear, Initialiser::kXavierUniform),
      out_(width, width, Activation::kLinear, Initialiser::kXavierUniform) {
  HG_ASSERT(fits(tokens, width, heads),
            "attention's heads must divide its width, and its tokens must fit a task's scratch");
}

void Attention::build(LayerBuilder& builder) {
  const std::string scope = builder.scope();
  builder.set_columns(tokens_.all);
  builder.enter(scope + ".in_proj");
  in_.build(builder);
  builder.enter(scope + ".out_proj");
  out_.build(builder);
  builder.enter(scope);
  projected_ = builder.add_cache(3 * width_);
  d_projected_ = builder.add_cache(3 * width_);
  attention_ = builder.add_cache(heads_ * tokens_.all);
  mixed_ = builder.add_cache(width_);
  d_mixed_ = builder.add_cache(width_);
  builder.set_columns(1);
}

template <class Body>
void Attention::for_each_head(const Pass& pass, const Body& body) const {
  const int tokens = tokens_.in(pass.mode), size = width_ / heads_;
  pass.compute.pool().run(pass.batch * heads_, [&](int task, Real* scratch) {
    const std::ptrdiff_t sample = task / heads_, head = task % heads_;
    body(Head{tokens, size, sample * tokens * 3 * width_ + head * size, (sample * heads_ + head) * tokens * tokens,
              sample * tokens * width_ + head * size, scratch, scratch + kMultiplyScratchReals});
  });
}

void Attention::attend(const Pass& pass, const Head& head) const {
  const Real* q = pass.workspace.at(projected_) + head.projected;
  Real* p = pass.workspace.at(attention_) + head.attention;
  const int row = 3 * width_;
  multiply_in_task(
      pass.compute,
      {.m = head.tokens, .n = head.tokens, .k = head.size, .a = rows(q, row), .b = transposed(q + width_, row), .c = p},
      head.scratch);
  kernels(pass).softmax(head.tokens, head.tokens, score_factor(head.size), p);
  multiply_in_task(pass.compute,
                   {.m = head.tokens,
                    .n = head.size,
                    .k = head.tokens,
                    .a = rows(p, head.tokens),
                    .b = rows(q + 2 * width_, row),
                    .c = head.own},
                   head.scratch);
  spread_rows(head.tokens, head.size, width_, head.own, pass.workspace.at(mixed_) + head.mixed);
}

void Attention::forward(const Pass& pass, const Real* x, Real* y) const {
  const Pass columns = token_pass(pass, tokens_);
  in_.forward(columns, x, pass.workspace.at(projected_));
  for_each_head(pass, [&](const Head& head) { attend(pass, head); });
  out_.forward(columns, pass.workspace.at(mixed_), y);
}

void Attention::attend_backward(const Pass& pass, const Head& head) const {
  const int row = 3 * width_, t = head.tokens, size = head.size;
  const Real* q = pass.workspace.at(projected_) + head.projected;
  Real* d_q = pass.workspace.at(d_projected_) + head.projected;
  const Real* d_o = pass.workspace.at(d_mixed_) + head.mixed;
  const Real* p = pass.workspace.at(attention_) + head.attention;
  Real *d_s = head.own, *own = head.own + std::ptrdiff_t{t} * t;
  // d_V = P^T d_O.
  multiply_in_task(pass.compute, {.m = t, .n = size, .k = t, .a = transposed(p, t), .b = rows(d_o, width_), .c = own},
                   head.scratch);
  spread_rows(t, size, row, own, d_q + 2 * width_);
  // d_P = d_O V^T, and from it the scores' gradient.
  multiply_in_task(pass.compute,
                   {.m = t, .n = t, .k = size, .a = rows(d_o, width_), .b = transposed(q + 2 * width_, row), .c = d_s},
                   head.scratch);
  kernels(pass).softmax_gradient(t, t, score_factor(size), p, d_s);
  // d_Q = d_S K and d_K = d_S^T Q.
  multiply_in_task(pass.compute, {.m = t, .n = size, .k = t, .a = rows(d_s, t), .b = rows(q + width_, row), .c = own},
                   head.scratch);
  spread_rows(t, size, row, own, d_q);
  multiply_in_task(pass.compute, {.m = t, .n = size, .k = t, .a = transposed(d_s, t), .b = rows(q, row), .c = own},
                   head.scratch);
  spread_rows(t, size, row, own, d_q + width_);
}

void Attention::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  const Pass columns = token_pass(pass, tokens_);
  out_.backward(columns, pass.workspace.at(mixed_), y, d_y, pass.workspace.at(d_mixed_));
  for_each_head(pass, [&](const Head& head) { attend_backward(pass, head); });
  in_.backward(columns, x, pass.workspace.at(projected_), pass.workspace.at(d_projected_), d_x);
}

double Attention::multiply_adds() const {
  const double tokens = tokens_.training;
  return tokens * (in_.multiply_adds() + out_.multiply_adds()) + 2 * tokens * tokens * width_;
}

LayerSpec Attention::spec() const {
  return {
      .kind = LayerKind::kAttention, .input = {tokens_.all, 1, width_}, .heads = heads_, .visible = tokens_.training};
}

}  // namespace hourglass
