#include "session/model.h"

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "core/hash.h"
#include "session/resolve.h"

namespace hourglass {

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
  const Result<Architecture> architecture = resolve_architecture(model.settings, model.input);
  return architecture ? code_shape(*architecture).features() : 0;
}

int optimiser_states(const Settings& settings) { return optimiser_row(settings.training.optimiser).states; }

Result<std::size_t> parameter_count(const Settings& settings, Shape input) {
  Result<ResolvedSettings> resolved = resolve_settings(settings, input);
  if (!resolved) return resolved.error();
  return Autoencoder(resolved->architecture).parameter_count();
}

}  // namespace hourglass
