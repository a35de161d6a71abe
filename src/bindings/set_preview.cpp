#include "bindings/set_preview.h"

#include <algorithm>
#include <cmath>

#include "analysis/data_summary.h"
#include "data/sample_picture.h"
#include "data/sample_text.h"

namespace hourglass::bindings {
namespace {

constexpr std::uint32_t kMostPictures = 24, kMostRows = 8;
constexpr int kSignalWidth = 128;  ///< pixels of a signal's picture

val classes_of(const Dataset& set, const DataSummary& summary) {
  val list = val::array();
  for (const auto& [label, count] : summary.labels) {
    if (label == kNoLabel) continue;
    val row = val::object();
    put(row, "name", label_text(set.description(), label));
    put(row, "count", static_cast<double>(count));
    list.call<void>("push", row);
  }
  return list;
}

val columns_of(const Dataset& set, const DataSummary& summary) {
  val list = val::array();
  for (std::size_t i = 0; i < summary.columns.size(); ++i) {
    const ColumnSummary& column = summary.columns[i];
    val row = val::object();
    put(row, "name", column.name);
    put(row, "unit", set.description().columns[i].unit);
    put(row, "categories", static_cast<double>(column.categories));
    put(row, "missing", static_cast<double>(column.missing));
    put(row, "smallest", column.values.smallest);
    put(row, "largest", column.values.largest);
    list.call<void>("push", row);
  }
  return list;
}

std::byte byte_of(float brightness) {
  return static_cast<std::byte>(std::lround(255 * std::clamp(brightness, 0.0f, 1.0f)));
}

val first_pictures(const Dataset& set) {
  const Shape picture = picture_shape(set.description(), set.shape(), kSignalWidth);
  std::vector<float> sample(static_cast<std::size_t>(set.shape().features())), pixels;
  std::vector<std::byte> bytes;
  for (std::uint32_t i = 0; i < std::min(set.count(Split::kTraining), kMostPictures); ++i) {
    set.read(Split::kTraining, i, sample.data());
    draw_sample(set.description(), set.shape(), sample, picture, pixels);
    std::transform(pixels.begin(), pixels.end(), std::back_inserter(bytes), byte_of);
  }
  val result = val::object();
  put(result, "width", picture.width);
  put(result, "height", picture.height);
  put(result, "channels", picture.channels);
  put(result, "pixels", to_js(std::span<const std::byte>(bytes)));
  return result;
}

val first_rows(const Dataset& set) {
  const DataDescription& description = set.description();
  std::vector<float> sample(static_cast<std::size_t>(set.shape().features()));
  val rows = val::array();
  const std::uint32_t most = description.kind == DataKind::kText ? kMostPictures : kMostRows;
  for (std::uint32_t i = 0; i < std::min(set.count(Split::kTraining), most); ++i) {
    set.read(Split::kTraining, i, sample.data());
    val row = val::array();
    if (description.kind == DataKind::kText) row.call<void>("push", sample_text(description, set.shape(), sample));
    for (std::size_t column = 0; column < description.columns.size(); ++column) {
      row.call<void>("push", column_text(description, column, sample));
    }
    rows.call<void>("push", row);
  }
  return rows;
}

bool is_drawn(DataKind kind) { return kind == DataKind::kImage || kind == DataKind::kSignal; }

}  // namespace

val preview_of(const Dataset& set) {
  const DataDescription& description = set.description();
  const DataKindRow& kind = data_kind_row(description.kind);
  const DataSummary summary = summarise(set, Split::kTraining);
  val shape = val::array();
  for (const int side : {set.shape().height, set.shape().width, set.shape().channels}) shape.call<void>("push", side);
  val result = val::object();
  put(result, "name", set.name());
  put(result, "kind", std::string(kind.name));
  put(result, "samples", std::string(kind.samples));
  put(result, "shape", shape);
  put(result, "training", static_cast<double>(summary.count));
  put(result, "heldOut", static_cast<double>(set.count(Split::kHeldOut)));
  put(result, "missing", static_cast<double>(summary.samples_with_missing));
  put(result, "duplicates", static_cast<double>(summary.duplicates));
  put(result, "symbols", static_cast<double>(description.alphabet.size()));
  put(result, "rate", description.sample_rate);
  put(result, "classes", classes_of(set, summary));
  put(result, "columns", columns_of(set, summary));
  put(result, "first", is_drawn(description.kind) ? first_pictures(set) : first_rows(set));
  return result;
}

}  // namespace hourglass::bindings
