// Rows of images in which one coordinate of a code changes and the others stay.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"
#include "app/tasks/thumbnails.h"

namespace hourglass {

/// The order of a code's coordinates, the most useful first. kDivergence: by the KL divergence of the posterior from
/// the prior, in nats; where it is unknown, as kVariance.
enum class TraverseOrder { kDivergence, kVariance, kNumber };

/// Sorts the coordinates and decodes the page of rows that the panel shows.
class TraversalsTask : public BackgroundTask {
 public:
  static constexpr int kMostRows = 64;  ///< of all pages together

  struct Request {
    std::vector<float> code;
    int label = kNoLabel;  ///< for a conditional model
    TraverseOrder order = TraverseOrder::kDivergence;
    int first = 0, rows = 1, columns = 3;  ///< of the page shown
    std::vector<float> low, high;          ///< the range of each coordinate
    std::vector<float> deviation;          ///< of each coordinate over the data
  };
  struct Row {
    int coordinate = 0;
    std::string measure;        ///< its usefulness, in words
    std::vector<float> values;  ///< of the coordinate, one for each column
  };
  struct Page {
    int first = 0, columns = 0;
    std::size_t code_size = 0;
    std::vector<Row> rows;
    Thumbnails images;  ///< row after row

    std::span<const float> tile(int row, int column) const { return images.tile(row * columns + column); }
  };

  /// Requests a page. Another page, order or size is begun at once, and so is another code where it is `urgent` (moved
  /// by hand). A code that moves with training is decoded as often as other results.
  void set_request(Request request, bool urgent);
  const Page& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;
  std::vector<double> usefulness(const Snapshot& snapshot) const;
  void sort(const Snapshot& snapshot);
  void describe_rows(const Snapshot& snapshot);

  Request requested_, current_;
  Page result_, next_;
  std::vector<int> sorted_;  ///< all coordinates; stays from one result to the next
  TraverseOrder sorted_by_ = TraverseOrder::kNumber;
};

}  // namespace hourglass
