#include "app/panels/interpolate/state.h"

#include <algorithm>

#include "analysis/paths.h"
#include "core/random.h"

namespace hourglass {
namespace {

int another_label(const Codes& codes, int than) {
  const auto other = std::find_if(codes.labels.begin(), codes.labels.end(),
                                  [&](int label) { return label != codes.labels[static_cast<std::size_t>(than)]; });
  if (other != codes.labels.end()) return static_cast<int>(other - codes.labels.begin());
  return (than + 1) % codes.count;
}

bool follow(PathEnd& end, const Codes& codes) {
  const bool from_image = end.image >= 0 && end.image < codes.count;
  if (!from_image && end.code.size() == static_cast<std::size_t>(codes.size) && end.image < 0) return true;
  if (!from_image) return false;
  const std::span<const float> code = codes.code(end.image);
  end.code.assign(code.begin(), code.end());
  return true;
}

}  // namespace

/// False before this network has codes.
bool InterpolatePanelState::find_ends(const View& view) {
  const Codes& codes = view.codes;
  // In the first frame of a new run the codes are still those of the run before.
  if (generation_ != view.snapshot.generation) {
    generation_ = view.snapshot.generation;
    return false;
  }
  if (codes.count == 0 || codes.size != code_size(view.snapshot.model)) return false;
  if (!follow(a, codes)) {
    a = {0, {}};
    follow(a, codes);
  }
  if (!follow(b, codes)) {
    b = {another_label(codes, std::max(a.image, 0)), {}};
    follow(b, codes);
  }
  return true;
}

void InterpolatePanelState::choose_another(const View& view, PathEnd& end) {
  const int count = view.codes.count;
  if (count == 0) return;
  const int before = end.image, other = &end == &a ? b.image : a.image;
  Random random({++counter_, Stream::kPathEnds, 0});
  int image = static_cast<int>(random.below(static_cast<std::uint32_t>(count)));
  for (int i = 0; i < 2 && (image == before || image == other); ++i) image = (image + 1) % count;
  end = {image, {}};
}

void InterpolatePanelState::take(PathEnd& end, const std::vector<float>& code) {
  end = {-1, code};
  ++taken_;
}

std::vector<float> InterpolatePanelState::at(float t) const {
  if (a.code.empty() || a.code.size() != b.code.size()) return {};
  return kind == PathKind::kStraight ? straight(a.code, b.code, t) : spherical(a.code, b.code, t);
}

/// Computes the direction again only where the means have changed.
void InterpolatePanelState::update_direction(const Codes& codes) {
  const std::vector<int>& labels = codes.label_values;
  const auto exists = [&](int label) { return std::binary_search(labels.begin(), labels.end(), label); };
  if (!exists(attribute.more)) attribute.more = labels.front();
  if (!exists(attribute.less)) attribute.less = kNoLabel;
  if (direction_more_ == attribute.more && direction_less_ == attribute.less && direction_mean_ == codes.mean) return;
  direction_more_ = attribute.more;
  direction_less_ = attribute.less;
  direction_mean_ = codes.mean;
  direction_ = codes.mean_of_label(attribute.more);
  const std::vector<float> from = attribute.less == kNoLabel ? codes.mean : codes.mean_of_label(attribute.less);
  if (direction_.size() != from.size()) direction_.clear();
  for (std::size_t i = 0; i < direction_.size(); ++i) direction_[i] -= from[i];
}

/// The changed code; the code itself where a label has no image.
std::vector<float> InterpolatePanelState::change(const std::vector<float>& code) const {
  std::vector<float> changed = code;
  if (direction_.size() != code.size()) return changed;
  for (std::size_t i = 0; i < changed.size(); ++i) changed[i] += attribute.strength * direction_[i];
  return changed;
}

void InterpolatePanelState::decode_path(const View& view, int count) {
  const int label = view.pass.label();
  const PathChoice choice{kind, a.image, b.image, count, label, taken_, generation_};
  const bool by_hand = !(choice == path_choice_);
  path_choice_ = choice;
  std::vector<float> codes;
  for (int i = 0; i < count; ++i) {
    const std::vector<float> code = at(static_cast<float>(i) / static_cast<float>(count - 1));
    codes.insert(codes.end(), code.begin(), code.end());
  }
  const bool conditional = view.snapshot.model.settings.condition.kind == Condition::kLabel;
  path_.decode(std::move(codes), std::vector<int>(conditional ? static_cast<std::size_t>(count) : 0, label),
               DecodedImagesTask::when(view.snapshot, by_hand));
  view.tasks.request(path_);
}

void InterpolatePanelState::decode_changed(const View& view, const AppState& state) {
  update_direction(view.codes);
  if (state.code.values.size() != static_cast<std::size_t>(view.codes.size)) return;
  const int label = view.pass.label();
  const ChangeChoice choice{attribute, label, generation_};
  const bool by_hand = !(choice == change_choice_);
  change_choice_ = choice;
  // While the code moves with every frame, under a pen or a slider, wait: those frames have enough to do.
  if (by_hand || last_code_ == state.code.values) {
    const bool conditional = view.snapshot.model.settings.condition.kind == Condition::kLabel;
    changed_code_.decode(change(state.code.values), std::vector<int>(conditional ? 1 : 0, label),
                         DecodedImagesTask::when(view.snapshot, by_hand));
  }
  last_code_ = state.code.values;
  view.tasks.request(changed_code_);
}

void InterpolatePanelState::update(const View& view, const AppState& state, int count) {
  if (!find_ends(view)) return;
  decode_path(view, count);
  if (!view.codes.label_values.empty()) decode_changed(view, state);
}

}  // namespace hourglass
