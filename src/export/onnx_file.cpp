#include "export/onnx_file.h"

#include "core/json_text.h"
#include "data/description_text.h"
#include "export/onnx_operations.h"

namespace hourglass {
namespace {

/// Builds the graph of one file, from the sample or the code to the outputs.
class FileBuilder {
 public:
  FileBuilder(const ExportPlan& plan, const ExportOptions& options)
      : plan_(plan),
        options_(options),
        graph_(options.opset == 0 ? kLeastOpset : options.opset, options.weight_type.value_or(WeightType::kF32)) {}

  Result<std::vector<std::byte>> build() {
    const std::string sample = plan_.sample();
    if (options_.encodes()) graph_.add_input(sample, OnnxType::kFloat, axes());
    else graph_.add_input("code", OnnxType::kFloat, {plan_.code});
    if (plan_.is_conditional()) graph_.add_input("label", OnnxType::kInt64, {});
    if (options_.sampling) graph_.add_input("noise", OnnxType::kFloat, {plan_.code});
    OnnxValue code{"code", OnnxLayout::kColumns, flat(plan_.code)};
    if (options_.encodes()) {
      code = encode(from_outside(sample));
      graph_.add_output("code", code.name, OnnxType::kFloat, {plan_.code});
    }
    if (options_.decodes()) decode(code);
    add_metadata();
    return graph_.finish(options_.name);
  }

 private:
  std::vector<int> axes() const { return sample_axes(plan_, ChannelOrder::kFirst); }
  std::string label() const { return plan_.is_conditional() ? "label" : ""; }

  OnnxValue from_outside(const std::string& name) {
    const Shape& s = plan_.input();
    switch (plan_.description().kind) {
      case DataKind::kTable: return {name, OnnxLayout::kColumns, s};
      case DataKind::kText: return {name, OnnxLayout::kPlaces, s};
      case DataKind::kImage: return {name, OnnxLayout::kImage, s};
      case DataKind::kSignal: break;
    }
    const std::string image = graph_.add("Reshape", {name, graph_.whole_numbers({0, s.channels, s.height, s.width})});
    return {image, OnnxLayout::kImage, s};
  }

  std::string to_outside(const OnnxValue& value) {
    const Shape& s = plan_.input();
    switch (plan_.description().kind) {
      case DataKind::kTable: return as_columns(graph_, value).name;
      case DataKind::kText: return as_places(graph_, value, s).name;
      case DataKind::kImage: return as_image(graph_, value, s).name;
      case DataKind::kSignal: break;
    }
    const std::string image = as_image(graph_, value, s).name;
    return graph_.add("Reshape", {image, graph_.whole_numbers({0, s.channels, s.height * s.width})});
  }

  /// One number for all features, which fits any layout, or one for each, which fits columns.
  std::string constants(std::string_view name, const std::vector<float>& values) {
    if (values.size() == 1) return graph_.number(values[0]);
    const std::uint64_t shape[] = {values.size()};
    return graph_.tensor(name, shape, values);
  }

  OnnxValue encode(OnnxValue x) {
    graph_.enter("input");
    const Scaling& scaling = plan_.description().scaling;
    if (scaling.offset.size() > 1 || !plan_.architecture.missing.empty()) x = as_columns(graph_, x);
    if (!scaling.empty()) {
      x.name = graph_.add("Sub", {x.name, constants("offset", scaling.offset)});
      x.name = graph_.add("Div", {x.name, constants("factor", scaling.factor)});
    }
    if (!plan_.architecture.missing.empty()) {
      const std::string stand_ins = constants("missing", plan_.architecture.missing);
      x.name = graph_.add("Where", {graph_.add("IsNaN", {x.name}), stand_ins, x.name});
    }
    x = add_operations(graph_, plan_, plan_.encoder, x, label());
    graph_.enter("bottleneck");
    x = as_columns(graph_, x);
    switch (plan_.architecture.bottleneck) {
      case BottleneckKind::kPlain: break;
      case BottleneckKind::kGaussian: x.name = add_posterior(x.name); break;
      case BottleneckKind::kTopK: x.name = add_top_k(x.name); break;
      case BottleneckKind::kVectorQuantised: x.name = add_nearest_entries(x.name); break;
    }
    x.shape = flat(plan_.code);
    return x;
  }

  std::string add_posterior(const std::string& encoded) {
    const std::vector<std::string> parts =
        graph_.add("Split", {encoded, graph_.whole_numbers({plan_.code, plan_.code})}, 2, {{"axis", std::int64_t{1}}});
    graph_.add_output("mean", parts[0], OnnxType::kFloat, {plan_.code});
    graph_.add_output("log_variance", parts[1], OnnxType::kFloat, {plan_.code});
    if (!options_.sampling) return parts[0];
    const std::string deviation = graph_.add("Exp", {graph_.add("Mul", {parts[1], graph_.number(0.5f)})});
    return graph_.add("Add", {parts[0], graph_.add("Mul", {deviation, "noise"})});
  }

  std::string add_top_k(const std::string& encoded) {
    const std::vector<std::string> largest =
        graph_.add("TopK", {encoded, graph_.whole_numbers({plan_.active})}, 2, {{"axis", std::int64_t{1}}});
    const std::string zeros = graph_.add("ConstantOfShape", {graph_.add("Shape", {encoded})});
    return graph_.add("ScatterElements", {zeros, largest[1], largest[0]}, {{"axis", std::int64_t{1}}});
  }

  /// The nearest entry e to z has the least |e|^2 / 2 - z e.
  std::string add_nearest_entries(const std::string& encoded) {
    const Tensor& codebook = plan_.tensor(kCodebook);
    const std::int64_t values = static_cast<std::int64_t>(codebook.shape[1]);
    const std::string entries = graph_.tensor(kCodebook, codebook.shape, codebook.values);
    const std::string squares =
        graph_.add("ReduceSum", {graph_.add("Mul", {entries, entries}), graph_.whole_numbers({1})},
                   {{"keepdims", std::int64_t{0}}});
    const std::string halves = graph_.add("Mul", {squares, graph_.number(0.5f)});
    const std::string vectors =
        graph_.add("Reshape", {encoded, graph_.whole_numbers({0, plan_.code / values, values})});
    const std::string products = graph_.add(
        "MatMul", {vectors, graph_.add("Transpose", {entries}, {{"perm", std::vector<std::int64_t>{1, 0}}})});
    const std::string nearest = graph_.add("ArgMin", {graph_.add("Sub", {halves, products})},
                                           {{"axis", std::int64_t{-1}}, {"keepdims", std::int64_t{0}}});
    const std::string chosen = graph_.add("Gather", {entries, nearest}, {{"axis", std::int64_t{0}}});
    return graph_.add("Reshape", {chosen, graph_.whole_numbers({0, plan_.code})});
  }

  void decode(const OnnxValue& code) {
    OnnxValue x = add_operations(graph_, plan_, plan_.decoder, code, label());
    graph_.enter("output");
    x.shape = plan_.input();
    if (plan_.has_logits()) graph_.add_output("logits", to_outside(x), OnnxType::kFloat, axes());
    x = add_probabilities(x);
    const Scaling& scaling = plan_.description().scaling;
    if (!scaling.empty()) {
      if (scaling.offset.size() > 1) x = as_columns(graph_, x);
      x.shape = plan_.input();
      x.name = graph_.add("Mul", {x.name, constants("factor", scaling.factor)});
      x.name = graph_.add("Add", {x.name, constants("offset", scaling.offset)});
    }
    graph_.add_output("reconstruction", to_outside(x), OnnxType::kFloat, axes());
  }

  /// Sigmoid and softmax, where the loss is on logits.
  OnnxValue add_probabilities(OnnxValue x) {
    const bool on_logits = loss_row(plan_.architecture.loss).on_logits;
    if (plan_.architecture.groups.empty()) {
      if (on_logits) x.name = graph_.add("Sigmoid", {x.name});
      return x;
    }
    const OnnxAttribute last_axis{"axis", std::int64_t{-1}};
    if (plan_.description().kind == DataKind::kText) {
      x = as_places(graph_, x, plan_.input());
      x.name = graph_.add("Softmax", {x.name}, {last_axis});
      return x;
    }
    x = as_columns(graph_, x);
    const std::vector<FeatureRun> runs = feature_runs(plan_);
    std::vector<std::int64_t> sizes;
    for (const FeatureRun& run : runs) sizes.push_back(run.count);
    std::vector<std::string> parts =
        graph_.add("Split", {x.name, graph_.whole_numbers(sizes)}, static_cast<int>(runs.size()), {last_axis});
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].categories) parts[i] = graph_.add("Softmax", {parts[i]}, {last_axis});
      else if (on_logits) parts[i] = graph_.add("Sigmoid", {parts[i]});
    }
    x.name = graph_.add("Concat", parts, {last_axis});
    x.shape = plan_.input();
    return x;
  }

  void add_metadata() {
    const std::string sample = plan_.sample(), shape = axes_text(axes());
    graph_.describe("A model of Hourglass. " + sample + " and reconstruction: " + shape + "; code: N x " +
                    std::to_string(plan_.code) + ".");
    graph_.add_metadata("hourglass_version", HG_VERSION);
    graph_.add_metadata("part", export_parts()[static_cast<std::size_t>(options_.part)].id);
    graph_.add_metadata("step", std::to_string(plan_.model.step));
    graph_.add_metadata("data_description", to_description_text(plan_.description()));
    std::string labels;
    for (const std::string& name : plan_.description().label_names) {
      labels += (labels.empty() ? "" : ", ") + json_quoted(name);
    }
    graph_.add_metadata("label_names", "[" + labels + "]");
    for (const auto& [key, value] : kept_settings_list(plan_.model.settings)) graph_.add_metadata(key, value);
  }

  const ExportPlan& plan_;
  const ExportOptions& options_;
  OnnxGraph graph_;
};

}  // namespace

Result<std::vector<std::byte>> onnx_file(const ExportPlan& plan, const ExportOptions& options) {
  return FileBuilder(plan, options).build();
}

}  // namespace hourglass
