#include "app/panels/traverse/traversals.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>

namespace hourglass {
namespace {

/// While training goes on, a coordinate moves up only where it is this many times as useful as the one before it.
constexpr double kClearlyMore = 1.1;

bool has_divergences(const Snapshot& snapshot, std::size_t size) {
  const Health& health = snapshot.health;
  return snapshot.model.settings.architecture.bottleneck == BottleneckKind::kGaussian && health.step > 0 &&
         health.latents.size() == size;
}

}  // namespace

void TraversalsTask::set_request(Request request, bool urgent) {
  const bool other = request.first != current_.first || request.rows != current_.rows ||
                     request.columns != current_.columns || request.order != current_.order ||
                     request.label != current_.label;
  // Never restart an incomplete result: while the person drags, results must keep coming.
  const bool moved = urgent && !working() && (request.code != current_.code || request.low != current_.low);
  requested_ = std::move(request);
  if (!other && !moved) return;
  current_ = requested_;
  changed();
}

void TraversalsTask::forget() {
  result_ = {};
  sorted_.clear();
}

/// The usefulness of every coordinate, in the unit of the requested order.
std::vector<double> TraversalsTask::usefulness(const Snapshot& snapshot) const {
  std::vector<double> use(current_.deviation.begin(), current_.deviation.end());
  if (current_.order != TraverseOrder::kDivergence || !has_divergences(snapshot, use.size())) return use;
  for (std::size_t i = 0; i < use.size(); ++i) {
    const double kl = snapshot.health.latents[i].kl;
    use[i] = std::isfinite(kl) ? kl : 0;
  }
  return use;
}

/// The coordinates keep their order until one is clearly out of place, so that rows do not swap all the time. Without
/// training the order is exact.
void TraversalsTask::sort(const Snapshot& snapshot) {
  const std::size_t size = current_.code.size();
  if (sorted_.size() != size || sorted_by_ != current_.order) {
    sorted_.resize(size);
    std::iota(sorted_.begin(), sorted_.end(), 0);
  }
  const bool anew = std::exchange(sorted_by_, current_.order) != current_.order;
  if (current_.order == TraverseOrder::kNumber) return;
  const std::vector<double> use = usefulness(snapshot);
  const auto of = [&use](int coordinate) { return use[static_cast<std::size_t>(coordinate)]; };
  if (anew || result_.rows.empty() || snapshot.state != RunState::kRunning) {
    std::stable_sort(sorted_.begin(), sorted_.end(), [&of](int a, int b) { return of(a) > of(b); });
    return;
  }
  for (std::size_t i = 1; i < size; ++i) {
    for (std::size_t k = i; k > 0 && of(sorted_[k]) > kClearlyMore * of(sorted_[k - 1]); --k) {
      std::swap(sorted_[k], sorted_[k - 1]);
    }
  }
}

void TraversalsTask::describe_rows(const Snapshot& snapshot) {
  const std::size_t size = current_.code.size();
  const bool divergences = current_.order != TraverseOrder::kVariance && has_divergences(snapshot, size);
  const int last = std::min({current_.first + current_.rows, static_cast<int>(size), kMostRows});
  char words[32];
  for (int i = current_.first; i < last; ++i) {
    Row& row = next_.rows.emplace_back();
    row.coordinate = sorted_[static_cast<std::size_t>(i)];
    const auto at = static_cast<std::size_t>(row.coordinate);
    if (divergences) {
      std::snprintf(words, sizeof words, "%.2f nats", snapshot.health.latents[at].kl);
    } else {
      std::snprintf(words, sizeof words, "±%.3g", static_cast<double>(current_.deviation[at]));
    }
    row.measure = words;
    for (int column = 0; column < current_.columns; ++column) {
      const float share = static_cast<float>(column) / static_cast<float>(current_.columns - 1);
      row.values.push_back(current_.low[at] + share * (current_.high[at] - current_.low[at]));
    }
  }
}

void TraversalsTask::begin(const Snapshot& snapshot) {
  current_ = requested_;
  next_ = {};
  next_.first = current_.first;
  next_.columns = current_.columns;
  next_.code_size = current_.code.size();
  next_.images.shape = thumbnail_shape(snapshot.model.description, snapshot.data->shape());
  sort(snapshot);
  describe_rows(snapshot);
}

BackgroundTask::Progress TraversalsTask::advance(Inference& inference, const Snapshot& snapshot) {
  const int first = next_.images.count, all = next_.columns * static_cast<int>(next_.rows.size());
  const int batch = std::min(samples_per_slice(snapshot.model), all - first);
  if (batch < 1) return Progress::kFailed;
  std::vector<float> codes;
  for (int i = first; i < first + batch; ++i) {
    const Row& row = next_.rows[static_cast<std::size_t>(i / next_.columns)];
    const std::size_t start = codes.size();
    codes.insert(codes.end(), current_.code.begin(), current_.code.end());
    codes[start + static_cast<std::size_t>(row.coordinate)] = row.values[static_cast<std::size_t>(i % next_.columns)];
  }
  if (!next_.images.append_decoded(inference, snapshot.model, codes, batch, current_.label)) return Progress::kFailed;
  if (next_.images.count < all) return Progress::kMore;
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
