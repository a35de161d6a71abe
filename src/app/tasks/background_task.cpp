#include "app/tasks/background_task.h"

#include <algorithm>

#include "app/widgets/number_format.h"

namespace hourglass {

int samples_per_slice(const Model& model) {
  constexpr std::size_t kMultiplyAdds = 4'000'000;  // a fraction of a millisecond
  const std::size_t each = std::max<std::size_t>(model.parameters.size(), 1);
  // Convolutions use their few weights many times.
  const std::size_t uses =
      model.settings.architecture.channels.empty() && model.settings.architecture.transformer.blocks == 0 ? 1 : 50;
  const std::size_t samples = std::min<std::size_t>(kMultiplyAdds / (each * uses), 32);
  // The multiply takes a few samples at the price of sixteen, but a single one at the price of reading the weights.
  return samples < 4 ? 1 : static_cast<int>(samples);
}

std::string age_of(const BackgroundTask& task, const Snapshot& shown) {
  if (!task.made_from() || task.made_from()->generation != shown.generation) return {};
  return age_of(task.made_from()->model.step, shown);
}

std::string age_of(std::uint64_t made, const Snapshot& shown) {
  const std::uint64_t now = shown.model.step;
  // Within half a second of training the difference is not visible.
  if (made >= now ||
      static_cast<double>(now - made) < 0.5 * shown.samples_per_second / shown.model.settings.training.batch)
    return {};
  char buffer[32];
  return "from step " + std::string(grouped(made, buffer));
}

}  // namespace hourglass
