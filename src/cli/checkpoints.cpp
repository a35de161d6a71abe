#include "cli/checkpoints.h"

#include <algorithm>
#include <cmath>

#include "core/excerpt.h"
#include "core/whole_number.h"
#include "io/model_file.h"

namespace hourglass {
namespace {

struct TimeUnit {
  char ending;
  double seconds;
};
constexpr TimeUnit kUnits[] = {{'s', 1}, {'m', 60}, {'h', 3600}};
constexpr int kMostUnits = 1'000'000;

}  // namespace

Result<CheckpointInterval> parse_interval(std::string_view text) {
  const TimeUnit* unit = nullptr;
  for (const TimeUnit& row : kUnits) {
    if (text.ends_with(row.ending)) unit = &row;
  }
  const std::optional<int> count = parse_whole(text.substr(0, text.size() - (unit ? 1 : 0)), 1, kMostUnits);
  if (!count) {
    return Error{"argument-wrong-type", "--checkpoint-every", "",
                 "epochs as a whole number, or a time such as 90s, 5m or 2h", excerpt(text)};
  }
  if (unit) return CheckpointInterval{.seconds = *count * unit->seconds};
  return CheckpointInterval{.epochs = static_cast<double>(*count)};
}

bool Checkpoints::is_due(double epoch, double seconds) const {
  if (path_.empty()) return false;
  return (interval_.epochs > 0 && epoch >= epoch_ + interval_.epochs) ||
         (interval_.seconds > 0 && seconds >= seconds_ + interval_.seconds);
}

void Checkpoints::update(Session& session, const Snapshot& snapshot, double seconds) {
  const bool ended = snapshot.state == RunState::kFinished || snapshot.state == RunState::kDiverged;
  if (ended || !is_due(snapshot.epoch, seconds)) return;
  const Model model = session.resumable_model();
  if (!std::all_of(model.parameters.begin(), model.parameters.end(), [](Real value) { return std::isfinite(value); }))
    return;
  const Status saved = save_model(path_, model);
  saved_ = saved_ || saved;
  if (!saved) {
    progress_.finish();
    output_.line("Note: the run was not saved and goes on. " + saved.error().sentence());
  }
  if (interval_.epochs > 0) epoch_ += interval_.epochs * std::floor((snapshot.epoch - epoch_) / interval_.epochs);
  seconds_ = seconds;
}

}  // namespace hourglass
