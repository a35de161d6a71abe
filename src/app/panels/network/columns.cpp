#include "app/panels/network/columns.h"

#include "nn/layers.h"

namespace hourglass {
namespace {

bool is_dense(const NetworkColumn& column) { return column.spec.kind == LayerKind::kDense; }
bool is_convolution(const NetworkColumn& column) { return column.spec.kind == LayerKind::kConvolution; }

std::vector<NetworkColumn> group(std::span<const LayerOutput> outputs) {
  std::vector<NetworkColumn> columns;
  for (const LayerOutput& output : outputs) {
    // Upsampling and the convolution after it do together what a transposed convolution does.
    const bool completes_upsampling =
        !columns.empty() && columns.back().spec.kind == LayerKind::kUpsampling && columns.back().names.size() == 1;
    const bool computes = layer_row(output.spec.kind).role == LayerRole::kComputes;
    if (columns.empty() || (computes && !completes_upsampling)) columns.push_back({.spec = output.spec});
    columns.back().names.push_back(output.name);
    columns.back().output = &output;
  }
  if (!columns.empty()) columns.pop_back();
  return columns;
}

std::string text_of(const std::vector<int>& list) {
  std::string text;
  for (int item : list) text += (text.empty() ? "" : ",") + std::to_string(item);
  return text;
}

}  // namespace

std::vector<NetworkColumn> encoder_columns(std::span<const LayerOutput> outputs, const Settings& settings) {
  std::vector<NetworkColumn> columns = group(outputs);
  int dense = 0, convolutions = 0;
  for (NetworkColumn& column : columns) {
    if (is_dense(column) && dense < static_cast<int>(settings.architecture.hidden.size())) {
      column.setting = "hidden";
      column.item = dense++;
    } else if (is_convolution(column) && convolutions < static_cast<int>(settings.architecture.channels.size())) {
      column.setting = "conv";
      column.item = convolutions++;
    }
  }
  return columns;
}

std::vector<NetworkColumn> decoder_columns(std::span<const LayerOutput> outputs, const Settings& settings) {
  std::vector<NetworkColumn> columns = group(outputs);
  const bool own = !settings.architecture.decoder_hidden.empty();
  const int hidden =
      static_cast<int>(own ? settings.architecture.decoder_hidden.size() : settings.architecture.hidden.size());
  int dense = 0;
  for (NetworkColumn& column : columns) {
    if (!is_dense(column) || dense >= hidden) continue;
    column.setting = own ? "decoder_hidden" : "hidden";
    // A decoder without sizes of its own mirrors the encoder's.
    column.item = own ? dense : hidden - 1 - dense;
    ++dense;
  }
  return columns;
}

std::string with_item(const std::vector<int>& list, int item, int value) {
  std::vector<int> changed = list;
  changed[static_cast<std::size_t>(item)] = value;
  return text_of(changed);
}

std::string with_item_after(const std::vector<int>& list, int item, int first) {
  if (list.empty()) return std::to_string(first);
  std::vector<int> changed = list;
  changed.insert(changed.begin() + item + 1, list[static_cast<std::size_t>(item)]);
  return text_of(changed);
}

std::string without_item(const std::vector<int>& list, int item) {
  std::vector<int> changed = list;
  changed.erase(changed.begin() + item);
  return text_of(changed);
}

}  // namespace hourglass
