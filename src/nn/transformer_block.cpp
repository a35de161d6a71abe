#include "nn/transformer_block.h"

#include <algorithm>

#include "core/parallel.h"

namespace hourglass {
namespace {

/// Hidden units of the network on a token, per value of the token.
constexpr int kExpansion = 4;

void add(const Compute& compute, std::size_t size, const Real* a, const Real* b, Real* sum) {
  for_each_part(compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = begin; i < begin + count; ++i) sum[i] = a[i] + b[i];
  });
}

}  // namespace

TransformerBlock::TransformerBlock(const TokenCount& tokens, int width, int heads)
    : tokens_(tokens),
      width_(width),
      norm1_(flat(width), Activation::kLinear),
      norm2_(flat(width), Activation::kLinear),
      attention_(tokens, width, heads),
      expand_(width, kExpansion * width, Activation::kGelu, Initialiser::kXavierUniform),
      shrink_(kExpansion * width, width, Activation::kLinear, Initialiser::kXavierUniform) {}

void TransformerBlock::build(LayerBuilder& builder) {
  const std::string scope = builder.scope();
  const auto build_part = [&](std::string_view name, Layer& part, int columns) {
    builder.enter(scope + "." + std::string(name));
    builder.set_columns(columns);
    part.build(builder);
    builder.set_columns(1);
  };
  build_part("norm1", norm1_, tokens_.all);
  build_part("attention", attention_, 1);
  build_part("norm2", norm2_, tokens_.all);
  build_part("mlp.0", expand_, tokens_.all);
  build_part("mlp.1", shrink_, tokens_.all);
  builder.enter(scope);
  builder.set_columns(tokens_.all);
  for (CacheSlot* slot :
       {&norm1_out_, &attention_out_, &sum_, &norm2_out_, &shrink_out_, &d_sum_, &d_narrow_, &d_other_}) {
    *slot = builder.add_cache(width_);
  }
  for (CacheSlot* slot : {&expand_out_, &d_wide_}) *slot = builder.add_cache(kExpansion * width_);
  builder.set_columns(1);
}

void TransformerBlock::forward(const Pass& pass, const Real* x, Real* y) const {
  Workspace& w = pass.workspace;
  const Pass columns = token_pass(pass, tokens_);
  const std::size_t size = token_reals(pass, tokens_, width_);
  norm1_.forward(columns, x, w.at(norm1_out_));
  attention_.forward(pass, w.at(norm1_out_), w.at(attention_out_));
  add(pass.compute, size, x, w.at(attention_out_), w.at(sum_));
  norm2_.forward(columns, w.at(sum_), w.at(norm2_out_));
  expand_.forward(columns, w.at(norm2_out_), w.at(expand_out_));
  shrink_.forward(columns, w.at(expand_out_), w.at(shrink_out_));
  add(pass.compute, size, w.at(sum_), w.at(shrink_out_), y);
}

void TransformerBlock::backward(const Pass& pass, const Real* x, const Real*, Real* d_y, Real* d_x) const {
  Workspace& w = pass.workspace;
  const Pass columns = token_pass(pass, tokens_);
  const std::size_t size = token_reals(pass, tokens_, width_);
  // The gradient goes through both terms of each sum; a part may overwrite its copy.
  std::copy_n(d_y, size, w.at(d_narrow_));
  shrink_.backward(columns, w.at(expand_out_), w.at(shrink_out_), w.at(d_narrow_), w.at(d_wide_));
  expand_.backward(columns, w.at(norm2_out_), w.at(expand_out_), w.at(d_wide_), w.at(d_narrow_));
  norm2_.backward(columns, w.at(sum_), w.at(norm2_out_), w.at(d_narrow_), w.at(d_other_));
  add(pass.compute, size, d_y, w.at(d_other_), w.at(d_sum_));
  std::copy_n(w.at(d_sum_), size, w.at(d_narrow_));
  attention_.backward(pass, w.at(norm1_out_), w.at(attention_out_), w.at(d_narrow_), w.at(d_other_));
  norm1_.backward(columns, x, w.at(norm1_out_), w.at(d_other_), w.at(d_narrow_));
  if (d_x) add(pass.compute, size, w.at(d_sum_), w.at(d_narrow_), d_x);
}

double TransformerBlock::multiply_adds() const {
  return attention_.multiply_adds() + tokens_.training * (expand_.multiply_adds() + shrink_.multiply_adds());
}

LayerSpec TransformerBlock::spec() const {
  LayerSpec spec = attention_.spec();
  spec.kind = LayerKind::kTransformerBlock;
  return spec;
}

}  // namespace hourglass
