// Samples of the data, corrupted as in training, and their reconstructions.
#pragma once

#include <vector>

#include "app/tasks/background_task.h"
#include "core/compute.h"
#include "data/dataset.h"

namespace hourglass {

/// Which samples are shown.
enum class ExampleSource { kHeldOut, kTraining, kRandom, kWorst, kDrawing };

/// One sample and its reconstruction.
struct Example {
  Split split = Split::kHeldOut;
  std::uint32_t index = 0;
  int label = kNoLabel;
  std::vector<float> input, corrupted, output;  ///< `corrupted` is empty where training does not corrupt
  float error = 0;                              ///< squared, of the output, summed over pixels
};

/// Reconstructs the samples that the panel shows.
class ExamplesTask : public BackgroundTask {
 public:
  static constexpr int kMostExamples = 32;

  ExamplesTask();
  /// Requests samples. `seed` decides the random choice and the corruption; `drawing` is used with kDrawing.
  void set_request(ExampleSource source, int count, std::uint32_t seed, const std::vector<float>& drawing);
  const std::vector<Example>& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_.clear(); }
  bool search_worst(Inference& inference, const Snapshot& snapshot);
  void choose(const Dataset& data);
  Example read(const Dataset& data, Split split, std::uint32_t index) const;
  void corrupt_input(Example& example, const Snapshot& snapshot, std::uint64_t number) const;

  Compute compute_;
  ExampleSource source_ = ExampleSource::kHeldOut;
  int count_ = 10;
  std::uint32_t seed_ = 1;
  std::vector<float> drawing_;
  /// The search for the worst: its position, and the errors found.
  std::uint32_t searched_ = 0;
  std::vector<std::pair<float, std::uint32_t>> errors_;
  std::vector<Example> result_, next_;
  std::size_t made_ = 0;
};

}  // namespace hourglass
