#include "nn/append_labels.h"

#include <algorithm>

namespace hourglass {

void AppendLabels::forward(const Pass& pass, const Real* x, Real* y) const {
  const int channels = input_.channels, places = input_.height * input_.width;
  for (int n = 0; n < pass.batch; ++n) {
    const int label = pass.labels.of(n);
    for (int place = 0; place < places; ++place) {
      y = std::fill_n(std::copy_n(x, channels, y), classes_, Real(0));
      x += channels;
      if (label >= 0 && label < classes_) y[label - classes_] = 1;
    }
  }
}

void AppendLabels::backward(const Pass& pass, const Real*, const Real*, Real* d_y, Real* d_x) const {
  if (!d_x) return;
  const int channels = input_.channels, places = input_.height * input_.width * pass.batch;
  for (int place = 0; place < places; ++place) {
    d_x = std::copy_n(d_y, channels, d_x);
    d_y += channels + classes_;
  }
}

LayerSpec AppendLabels::spec() const { return {.kind = LayerKind::kAppendLabels, .input = input_, .units = classes_}; }

}  // namespace hourglass
