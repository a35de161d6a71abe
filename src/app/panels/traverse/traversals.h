// What each number of a code stands for: rows of images in which one is changed and the others stay.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"
#include "app/tasks/thumbnails.h"

namespace hourglass {

/// By which a code's coordinates are put in order, the most useful first. kDivergence: nats of the posterior's
/// divergence; where none is known, as kVariance.
enum class TraverseOrder { kDivergence, kVariance, kNumber };

class TraversalsTask : public BackgroundTask {
 public:
  static constexpr int kMostRows = 64;  ///< of all pages together

  struct Question {
    std::vector<float> code;
    int label = kNoLabel;  ///< what a conditional model is told
    TraverseOrder order = TraverseOrder::kDivergence;
    int first = 0, rows = 1, columns = 3;  ///< of the page that is looked at
    std::vector<float> low, high;          ///< between which each coordinate is changed
    std::vector<float> deviation;          ///< of each coordinate over the data
  };
  struct Row {
    int coordinate = 0;
    std::string measure;        ///< what it is good for, in words
    std::vector<float> values;  ///< of the coordinate, one for each column
  };
  struct Page {
    int first = 0, columns = 0;
    std::size_t code_size = 0;
    std::vector<Row> rows;
    Thumbnails images;  ///< row after row

    std::span<const float> tile(int row, int column) const { return images.tile(row * columns + column); }
  };

  /// What is to be seen. Another page, order or size is begun at once, and so is another code where it is `urgent`:
  /// because somebody moved it. One that moves with training is followed as often as other results.
  void want(Question question, bool urgent);
  const Page& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;
  std::vector<double> usefulness(const Snapshot& snapshot) const;
  void sort(const Snapshot& snapshot);
  void describe_rows(const Snapshot& snapshot);

  Question wanted_, asked_;
  Page result_, next_;
  std::vector<int> sorted_;  ///< all coordinates; stays from one result to the next
  TraverseOrder sorted_by_ = TraverseOrder::kNumber;
};

}  // namespace hourglass
