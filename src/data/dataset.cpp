#include "data/dataset.h"

namespace hourglass {

const DataDescription& image_description() {
  static const DataDescription kImages;
  return kImages;
}

std::string labels_text(const std::vector<int>& labels) {
  std::string text;
  for (std::size_t begin = 0; begin < labels.size();) {
    std::size_t end = begin + 1;
    while (end < labels.size() && labels[end] == labels[end - 1] + 1) ++end;
    text += (text.empty() ? "" : ", ") + std::to_string(labels[begin]);
    if (end - begin > 1) text += " to " + std::to_string(labels[end - 1]);
    begin = end;
  }
  return text.empty() ? "none" : text;
}

}  // namespace hourglass
