#include "nn/stored_gradients.h"

#include <algorithm>

#include "core/parallel.h"
#include "nn/norms.h"

namespace hourglass {

/// Values per piece: Adam updates as many in a millisecond in WebAssembly on one core.
constexpr std::size_t kPieceReals = std::size_t{1} << 18;

StoredGradients::StoredGradients(std::span<const Parameter> parameters) {
  std::size_t in_piece = kPieceReals;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const ParameterSlot& slot = parameters[i].slot;
    const bool counts = parameters[i].trainable && parameters[i].trained_for == TrainedFor::kModel;
    for (std::size_t done = 0; counts && done < slot.size;) {
      const std::size_t count = std::min(slot.size - done, static_cast<std::size_t>(kPartElements));
      if (in_piece + count > kPieceReals) {
        piece_parts_.push_back(parts_.size());
        in_piece = 0;
      }
      parts_.push_back({slot.offset + done, count, i});
      in_piece += count;
      done += count;
    }
  }
  piece_parts_.push_back(parts_.size());
  squares_.resize(parts_.size());
}

template <class Body>
void StoredGradients::for_each_part_of(const Compute& compute, int piece, const Body& body) const {
  const std::size_t begin = piece_parts_[static_cast<std::size_t>(piece)];
  const std::size_t end = piece_parts_[static_cast<std::size_t>(piece) + 1];
  auto task = [&](int index, Real*) { body(begin + static_cast<std::size_t>(index)); };
  compute.pool().run(static_cast<int>(end - begin), task);
}

void StoredGradients::measure_piece(const Compute& compute, const Real* gradients, int piece) {
  for_each_part_of(compute, piece, [&](std::size_t i) {
    const Part& part = parts_[i];
    squares_[i] = sum_of_squares(compute, part.count, gradients + part.offset);
  });
}

void StoredGradients::update_piece(const Compute& compute, const ParameterUpdate& update, Real* gradients, double scale,
                                   int piece) const {
  for_each_part_of(compute, piece, [&](std::size_t i) {
    const Part& part = parts_[i];
    Real* of_part = gradients + part.offset;
    if (scale != 1) {
      for (std::size_t k = 0; k < part.count; ++k) of_part[k] *= static_cast<Real>(scale);
    }
    update.apply(part.offset, part.count, of_part);
  });
}

double StoredGradients::norm_of(std::size_t parameter) const {
  double sum = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].parameter == parameter) sum += squares_[i];
  }
  return __builtin_sqrt(sum);
}

double StoredGradients::norm() const {
  double sum = 0;
  for (double square : squares_) sum += square;
  return __builtin_sqrt(sum);
}

double clipping_scale(double norm, double clip_norm) {
  return clip_norm > 0 ? std::min(1.0, clip_norm / (norm + 1e-6)) : 1;
}

}  // namespace hourglass
