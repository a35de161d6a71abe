#include "app/panels/traverse/traversals.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>

namespace hourglass {
namespace {

/// How much more useful than the one before it a coordinate has to be, to pass it while training goes on.
constexpr double kClearlyMore = 1.1;

bool has_divergences(const Snapshot& snapshot, std::size_t size) {
  const Health& health = snapshot.health;
  return snapshot.model.settings.bottleneck == "gaussian" && health.step > 0 && health.latents.size() == size;
}

}  // namespace

void TraversalsTask::want(Question question, bool urgent) {
  const bool other = question.first != asked_.first || question.rows != asked_.rows ||
                     question.columns != asked_.columns || question.order != asked_.order ||
                     question.label != asked_.label;
  // Not in the midst of a result: while somebody drags, there has to be something to see.
  const bool moved = urgent && !working() && (question.code != asked_.code || question.low != asked_.low);
  wanted_ = std::move(question);
  if (!other && !moved) return;
  // Asked for, whether or not its turn has come.
  asked_ = wanted_;
  changed();
}

void TraversalsTask::forget() {
  result_ = {};
  sorted_.clear();
}

/// Of every coordinate, in the unit of the order asked for.
std::vector<double> TraversalsTask::usefulness(const Snapshot& snapshot) const {
  std::vector<double> use(asked_.deviation.begin(), asked_.deviation.end());
  if (asked_.order != TraverseOrder::kDivergence || !has_divergences(snapshot, use.size())) return use;
  for (std::size_t i = 0; i < use.size(); ++i) {
    const double kl = snapshot.health.latents[i].kl;
    use[i] = std::isfinite(kl) ? kl : 0;
  }
  return use;
}

/// The coordinates keep their order until one is clearly out of place, so that rows do not change places all the time.
/// Without training, the order is exact.
void TraversalsTask::sort(const Snapshot& snapshot) {
  const std::size_t size = asked_.code.size();
  if (sorted_.size() != size || sorted_by_ != asked_.order) {
    sorted_.resize(size);
    std::iota(sorted_.begin(), sorted_.end(), 0);
  }
  const bool anew = std::exchange(sorted_by_, asked_.order) != asked_.order;
  if (asked_.order == TraverseOrder::kNumber) return;
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
  const std::size_t size = asked_.code.size();
  const bool divergences = asked_.order != TraverseOrder::kVariance && has_divergences(snapshot, size);
  const int last = std::min({asked_.first + asked_.rows, static_cast<int>(size), kMostRows});
  char words[32];
  for (int i = asked_.first; i < last; ++i) {
    Row& row = next_.rows.emplace_back();
    row.coordinate = sorted_[static_cast<std::size_t>(i)];
    const auto at = static_cast<std::size_t>(row.coordinate);
    if (divergences) {
      std::snprintf(words, sizeof words, "%.2f nats", snapshot.health.latents[at].kl);
    } else {
      std::snprintf(words, sizeof words, "±%.3g", static_cast<double>(asked_.deviation[at]));
    }
    row.measure = words;
    for (int column = 0; column < asked_.columns; ++column) {
      const float share = static_cast<float>(column) / static_cast<float>(asked_.columns - 1);
      row.values.push_back(asked_.low[at] + share * (asked_.high[at] - asked_.low[at]));
    }
  }
}

void TraversalsTask::begin(const Snapshot& snapshot) {
  asked_ = wanted_;
  next_ = {};
  next_.first = asked_.first;
  next_.columns = asked_.columns;
  next_.code_size = asked_.code.size();
  next_.images.shape = thumbnail_shape(snapshot.data->shape());
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
    codes.insert(codes.end(), asked_.code.begin(), asked_.code.end());
    codes[start + static_cast<std::size_t>(row.coordinate)] = row.values[static_cast<std::size_t>(i % next_.columns)];
  }
  if (!next_.images.append_decoded(inference, snapshot.model, codes, batch, asked_.label)) return Progress::kFailed;
  if (next_.images.count < all) return Progress::kMore;
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
