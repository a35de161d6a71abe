// A model applied to whole data sets: large batches, several threads.
#pragma once

#include <memory>

#include "analysis/samples.h"
#include "autoencoder/autoencoder.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// Holds a model's network and room for a batch. Nothing is drawn at random: codes are posterior means. A conditional
/// model is told labels where it decodes codes alone; where it reads images it has to do without, or whoever looks for
/// labels in its codes would find what was put in.
class BatchInference {
 public:
  /// Keeps a reference to the model. Refused where the model's settings do not fit together.
  static Result<std::unique_ptr<BatchInference>> create(const Model& model, int threads, int batch = kBatch);
  /// What most uses take: large enough for the multiply to be fast.
  static constexpr int kBatch = 250;

  /// latent x count codes of images; labels go along.
  Samples encode(const Samples& images);
  /// Images of codes; the labels say of what.
  Samples decode(const Samples& codes);
  /// decode(encode(images)).
  Samples reconstruct(const Samples& images);

  const Compute& compute() const { return compute_; }
  const Autoencoder& network() const { return network_; }
  /// A pass over samples first .. first + batch - 1 of `samples`, with their labels.
  Pass pass(Mode mode, const Samples& samples, std::uint32_t first, int batch);
  int batch() const { return workspace_.capacity(); }

 private:
  BatchInference(const Model& model, const struct ResolvedSettings& resolved, int threads, int batch);
  enum class Task { kEncode, kDecode, kReconstruct };
  Samples run(Task task, const Samples& given);

  const Model& model_;
  Compute compute_;
  Autoencoder network_;
  Workspace workspace_;
};

/// Refused where images of this shape are not what the model was built for.
Status check_shape(const Model& model, const Dataset& data);

}  // namespace hourglass
