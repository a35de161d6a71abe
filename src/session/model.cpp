#include "session/model.h"

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "core/hash.h"
#include "nn/loss.h"
#include "session/resolve.h"

namespace hourglass {

std::string loss_unit(const Model& model) {
  const std::string numbers(loss_row(model.settings.architecture.loss).unit);
  // The closed form compares categories as numbers.
  if (model.settings.training.solver != Solver::kGradient) return numbers;
  int in_groups = 0;
  for (const CategoryGroup& group : category_groups(model.description, model.input)) in_groups += group.count;
  if (in_groups == 0 || numbers == "nats") return numbers;
  return in_groups == model.input.features() ? "nats" : numbers + " and nats";
}

std::string weights_hash(const Model& model) {
  return hash_text(hash_reals(model.parameters.data(), model.parameters.size()));
}

Result<std::vector<TensorSlot>> model_tensors(const Settings& settings, Shape input) {
  Result<ResolvedSettings> resolved = resolve_settings(settings, input);
  if (!resolved) return resolved.error();
  std::vector<TensorSlot> slots;
  const Autoencoder network(resolved->architecture);
  for (const Parameter& p : network.parameters()) {
    slots.push_back({p.name, p.shape, p.slot.offset, p.slot.size, p.order, p.trainable});
  }
  return slots;
}

int code_size(const Model& model) {
  const Result<Architecture> architecture = resolve_architecture(model.settings, {model.input, model.description});
  return architecture ? code_shape(*architecture).features() : 0;
}

int optimiser_states(const Settings& settings) { return optimiser_row(settings.training.optimiser).states; }

Result<std::size_t> parameter_count(const Settings& settings, Shape input) {
  Result<ResolvedSettings> resolved = resolve_settings(settings, input);
  if (!resolved) return resolved.error();
  return Autoencoder(resolved->architecture).parameter_count();
}

}  // namespace hourglass
