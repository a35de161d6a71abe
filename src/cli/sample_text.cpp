#include "cli/sample_text.h"

#include <algorithm>
#include <cmath>

#include "core/excerpt.h"
#include "core/number_text.h"
#include "data/dataset.h"
#include "data/sample_text.h"

namespace hourglass {
namespace {

constexpr std::string_view kShades[] = {" ", "\u2591", "\u2592", "\u2593", "\u2588"};
constexpr std::string_view kBars[] = {"\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"};
constexpr int kImageWidth = 32, kSignalWidth = 64;
constexpr std::size_t kFieldWidth = 12, kMostFields = 8;

/// The step of `count` steps in which a share in [0, 1] lies; the first one for what is missing.
std::size_t step_of(double share, std::size_t count) {
  if (!(share > 0)) return 0;
  return std::min(static_cast<std::size_t>(share * static_cast<double>(count)), count - 1);
}

/// A rectangle of pixels; the ends do not belong to it.
struct Area {
  int top, bottom, left, right;
};

double mean_of(const Shape& shape, std::span<const float> image, Area area) {
  double sum = 0;
  int count = 0;
  for (int y = area.top; y < std::min(area.bottom, shape.height); ++y) {
    for (int x = area.left; x < std::min(area.right, shape.width); ++x) {
      for (int c = 0; c < shape.channels; ++c) {
        sum += image[static_cast<std::size_t>((y * shape.width + x) * shape.channels + c)];
        ++count;
      }
    }
  }
  return count == 0 ? 0 : sum / count;
}

std::vector<std::string> image_lines(const Shape& shape, std::span<const float> image) {
  // A character is twice as high as wide.
  const int step = (shape.width + kImageWidth - 1) / kImageWidth;
  std::vector<std::string> lines;
  for (int y = 0; y < shape.height; y += 2 * step) {
    std::string line;
    for (int x = 0; x < shape.width; x += step) {
      line += kShades[step_of(mean_of(shape, image, {y, y + 2 * step, x, x + step}), std::size(kShades))];
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> signal_lines(const Shape& shape, std::span<const float> signal) {
  const auto [least, most] = std::minmax_element(signal.begin(), signal.end());
  const double range = *most - *least;
  const int step = (shape.width + kSignalWidth - 1) / kSignalWidth;
  std::vector<std::string> lines(static_cast<std::size_t>(shape.channels));
  for (int x = 0; x < shape.width; x += step) {
    for (int c = 0; c < shape.channels; ++c) {
      const float value = signal[static_cast<std::size_t>(x * shape.channels + c)];
      lines[static_cast<std::size_t>(c)] += kBars[range > 0 ? step_of((value - *least) / range, std::size(kBars)) : 0];
    }
  }
  return lines;
}

/// A field of a fixed width; control characters and other bytes than ASCII become '?'.
std::string field(std::string text) {
  for (char& c : text) c = c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > kFieldWidth) text = text.substr(0, kFieldWidth - 1) + "~";
  return right_aligned(text, kFieldWidth) + "  ";
}

std::string table_line(const DataDescription& description, std::span<const float> sample) {
  std::string line;
  std::size_t feature = 0;
  for (std::size_t i = 0; i < std::min(description.columns.size(), kMostFields); ++i) {
    const Column& column = description.columns[i];
    const float number = description.scaling.number(sample[feature], feature);
    const std::string* category = category_of(description, i, sample);
    const bool is_missing = std::isnan(sample[feature]);
    line += field(is_missing ? "-" : category != nullptr ? *category : rounded_text(static_cast<double>(number), 6));
    feature += static_cast<std::size_t>(column.width());
  }
  return line + (description.columns.size() > kMostFields ? "..." : "");
}

/// Characters of a text in UTF-8.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Images beside each other, four in a row.
std::vector<std::vector<std::string>> in_rows(const std::vector<std::vector<std::string>>& blocks) {
  constexpr std::size_t kInARow = 4;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < blocks.size(); i += kInARow) {
    const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(i);
    rows.push_back(side_by_side({first, first + static_cast<std::ptrdiff_t>(std::min(kInARow, blocks.size() - i))}));
  }
  return rows;
}

}  // namespace

std::vector<std::string> sample_lines(const DataDescription& description, const Shape& shape,
                                      std::span<const float> sample) {
  switch (description.kind) {
    case DataKind::kImage: return image_lines(shape, sample);
    case DataKind::kSignal: return signal_lines(shape, sample);
    case DataKind::kTable: return {table_line(description, sample)};
    case DataKind::kText: return {sample_text(description, shape, sample)};
  }
  return {};
}

std::string table_header(const DataDescription& description) {
  std::string line;
  for (std::size_t i = 0; i < std::min(description.columns.size(), kMostFields); ++i) {
    line += field(description.columns[i].name);
  }
  return line;
}

std::string shown(std::string_view text) {
  const std::string quoted = excerpt(text, 200);
  return quoted.substr(1, quoted.size() - 2);
}

std::vector<std::string> side_by_side(const std::vector<std::vector<std::string>>& blocks) {
  std::vector<std::string> lines;
  std::size_t column = 0;
  for (const auto& block : blocks) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (i == lines.size()) lines.emplace_back();
      lines[i] += std::string(column - width_of(lines[i]), ' ') + block[i];
      width = std::max(width, width_of(block[i]));
    }
    column += width + 2;
  }
  return lines;
}

void print_samples(const Output& output, const WrittenSamples& samples) {
  const DataDescription& description = samples.description;
  const bool is_table = description.kind == DataKind::kTable, is_line = is_table || description.kind == DataKind::kText;
  std::vector<std::vector<std::string>> blocks;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    std::vector<std::string> lines = sample_lines(description, samples.shape, samples.sample(i));
    const int label = samples.labels.empty() ? kNoLabel : samples.labels[i];
    const std::string text = label == kNoLabel ? "" : shown(label_text(description, label));
    if (is_line && !text.empty()) lines.back() += "  " + text;
    else if (!text.empty()) lines.insert(lines.begin(), text);
    blocks.push_back(std::move(lines));
  }
  if (is_table) output.line(table_header(description) + (samples.labels.empty() ? "" : "  label"));
  if (description.kind == DataKind::kImage) blocks = in_rows(blocks);
  for (const auto& block : blocks) {
    for (const std::string& line : block) output.line(line);
  }
}

}  // namespace hourglass
