#include "export/pytorch_script.h"

#include "export/python_text.h"

namespace hourglass {
namespace {

/// How the batch in the variable x lies: as in OnnxLayout.
enum class Layout { kColumns, kImage, kPlaces };

std::string n(int number) { return std::to_string(number); }

/// Writes the lines that run operations on the variable x.
class TorchBody : public PythonBody {
 public:
  TorchBody(const ExportPlan& plan, Layout layout, const Shape& shape) : plan_(plan), layout_(layout), shape_(shape) {}

  void to_columns() {
    if (layout_ == Layout::kImage && shape_.channels > 1 && places(shape_) > 1) line("x = x.permute(0, 2, 3, 1)");
    if (layout_ != Layout::kColumns) line("x = x.flatten(1)");
    layout_ = Layout::kColumns;
  }

  void to_image(const Shape& s) {
    if (layout_ == Layout::kImage && shape_ == s) return;
    if (layout_ == Layout::kImage) to_columns();
    if (s.channels > 1 && places(s) > 1) {
      line("x = x.reshape(-1, " + n(s.height) + ", " + n(s.width) + ", " + n(s.channels) + ").permute(0, 3, 1, 2)");
    } else {
      line("x = x.reshape(-1, " + n(s.channels) + ", " + n(s.height) + ", " + n(s.width) + ")");
    }
    layout_ = Layout::kImage;
    shape_ = s;
  }

  void to_places(const Shape& s) {
    const bool same = layout_ == Layout::kPlaces && places(shape_) == places(s) && shape_.channels == s.channels;
    if (!same) {
      if (layout_ == Layout::kImage) to_columns();
      line("x = x.reshape(-1, " + n(places(s)) + ", " + n(s.channels) + ")");
    }
    layout_ = Layout::kPlaces;
    shape_ = s;
  }

  void set(Layout layout, const Shape& shape) {
    layout_ = layout;
    shape_ = shape;
  }

  void run(const std::vector<Operation>& operations) {
    if (is_residual(operations, -1)) line(residual_name(-1) + " = x");
    for (std::size_t i = 0; i < operations.size(); ++i) {
      run(operations[i]);
      activate(operations[i].activation);
      if (is_residual(operations, static_cast<int>(i))) line(residual_name(static_cast<int>(i)) + " = x");
    }
  }

  void activate(Activation activation) {
    switch (activation) {
      case Activation::kLinear: return;
      case Activation::kRelu: return line("x = F.relu(x)");
      case Activation::kLeakyRelu: return line("x = F.leaky_relu(x, 0.01)");
      case Activation::kTanh: return line("x = torch.tanh(x)");
      case Activation::kSigmoid: return line("x = torch.sigmoid(x)");
      case Activation::kGelu: return line("x = F.gelu(x, approximate=\"tanh\")");
      case Activation::kSilu: return line("x = F.silu(x)");
    }
  }

 private:
  static int places(const Shape& shape) { return shape.height * shape.width; }
  static std::string weight(const Operation& o) { return "self." + attribute_of(o.weight); }
  static std::string own(const Operation& o, std::string_view part) { return "self." + attribute_of(o.tensor(part)); }
  /// ", self.encoder_0_weight, self.encoder_0_bias".
  static std::string weights(const Operation& o) { return ", " + weight(o) + ", " + own(o, "bias"); }

  void to_places_or_columns(const Shape& shape) {
    if (places(shape) > 1) to_places(shape);
    else to_columns();
  }

  void windowed(const Operation& o, const std::string& function, const std::string& more) {
    const WindowSide h = o.window.along_height(), w = o.window.along_width();
    to_image(o.input);
    line("x = F." + function + "(x" + weights(o) + ", stride=" + python_tuple({h.stride, w.stride}) +
         ", padding=" + python_tuple({h.padding, w.padding}) + more + ")");
    set(Layout::kImage, o.output);
  }

  void pool(const Operation& o, const std::string& function, const std::string& more) {
    to_image(o.input);
    const std::string window = python_tuple({o.input.height > 1 ? 2 : 1, o.input.width > 1 ? 2 : 1});
    line("x = F." + function + "(x, " + window + ", ceil_mode=True" + more + ")");
    set(Layout::kImage, o.output);
  }

  void run(const Operation& o) {
    switch (o.kind) {
      case OperationKind::kDense:
        to_places_or_columns(o.input);
        line("x = F.linear(x, " + weight(o) + (o.transposed ? ".t()" : "") + ", " + own(o, "bias") + ")");
        return set(layout_, o.output);
      case OperationKind::kConvolution: return windowed(o, "conv2d", "");
      case OperationKind::kTransposedConvolution:
        return windowed(o, "conv_transpose2d",
                        ", output_padding=" + python_tuple({o.output_padding.height, o.output_padding.width}));
      case OperationKind::kBatchNormalisation:
        if (places(o.input) > 1) to_image(o.input);
        else to_columns();
        return line("x = F.batch_norm(x, " + own(o, "running_mean") + ", " + own(o, "running_var") + weights(o) +
                    ", self.training, 0.1, 1e-5)");
      case OperationKind::kLayerNormalisation:
        to_places_or_columns(o.input);
        return line("x = F.layer_norm(x, " + python_tuple({o.input.channels}) + weights(o) + ", 1e-5)");
      case OperationKind::kGroupNormalisation:
        to_image(o.input);
        return line("x = F.group_norm(x, " + n(o.groups) + weights(o) + ", 1e-5)");
      case OperationKind::kMaxPooling: return pool(o, "max_pool2d", "");
      case OperationKind::kAveragePooling: return pool(o, "avg_pool2d", ", count_include_pad=False");
      case OperationKind::kUpsampling:
        to_image(o.input);
        line("x = x.repeat_interleave(2, 2).repeat_interleave(2, 3)[:, :, :" + n(o.output.height) +
             ", :" + n(o.output.width) + "]");
        return set(Layout::kImage, o.output);
      case OperationKind::kPatches: return cut_patches(o);
      case OperationKind::kAddPosition: return line("x = x + " + weight(o));
      case OperationKind::kAttend: return attend(o);
      case OperationKind::kAddResidual:
        to_places_or_columns(o.input);
        return line("x = x + " + residual_name(o.residual));
      case OperationKind::kMeanPlaces:
        to_places(o.input);
        line("x = x.mean(1)");
        return set(Layout::kColumns, o.output);
      case OperationKind::kAppendLabel: return append_label(o);
    }
  }

  void cut_patches(const Operation& o) {
    const Shape& s = o.input;
    const int high = o.window.along_height().kernel, wide = o.window.along_width().kernel;
    to_places(s);
    line("x = x.reshape(-1, " + n(s.height / high) + ", " + n(high) + ", " + n(s.width / wide) + ", " + n(wide) + ", " +
         n(s.channels) + ").permute(0, 1, 3, 2, 4, 5)");
    line("x = x.reshape(-1, " + n(places(o.output)) + ", " + n(o.output.channels) + ")");
    set(Layout::kPlaces, o.output);
  }

  void attend(const Operation& o) {
    const int size = o.output.channels / o.heads;
    to_places(o.input);
    line("q, k, v = (part.reshape(-1, " + n(o.places()) + ", " + n(o.heads) + ", " + n(size) +
         ").transpose(1, 2) for part in x.chunk(3, 2))");
    line("x = torch.softmax(q @ k.transpose(2, 3) / " + n(size) + "**0.5, -1) @ v");
    line("x = x.transpose(1, 2).flatten(2)");
    set(Layout::kPlaces, o.output);
  }

  void append_label(const Operation& o) {
    const std::string one_hot = "one_hot(label, x, " + n(plan_.architecture.classes) + ")";
    if (places(o.input) == 1) {
      to_columns();
      line("x = torch.cat([x, " + one_hot + "], 1)");
      return set(Layout::kColumns, o.output);
    }
    to_image(o.input);
    line("x = torch.cat([x, " + one_hot + "[:, :, None, None].expand(-1, -1, " + n(o.input.height) + ", " +
         n(o.input.width) + ")], 1)");
    set(Layout::kImage, o.output);
  }

  const ExportPlan& plan_;
  Layout layout_;
  Shape shape_;
};

constexpr std::string_view kOneHot = R"(

def one_hot(label, x, classes):
    """N x classes: 0 where a label is unknown or no class."""
    if label is None:
        return torch.zeros(len(x), classes, dtype=x.dtype, device=x.device)
    return (label.to(x.device)[:, None] == torch.arange(classes, device=x.device)).to(x.dtype)
)";

/// Writes one script.
class Script {
 public:
  Script(const ExportPlan& plan, const ExportOptions& options) : plan_(plan), options_(options) {}

  std::string write() const {
    const PythonFramework torch{"PyTorch", "import torch\nimport torch.nn.functional as F\n", ChannelOrder::kFirst};
    return python_head(plan_, options_, torch) + names() + python_reader() +
           (plan_.is_conditional() ? std::string(kOneHot) : "") + model_class() +
           python_main(plan_, "torch.zeros" + python_tuple(batch_of_two()));
  }

 private:
  std::vector<int> batch_of_two() const {
    std::vector<int> axes = sample_axes(plan_, ChannelOrder::kFirst);
    axes.insert(axes.begin(), 2);
    return axes;
  }

  std::string names() const {
    std::string parameters, state;
    for (const Tensor& tensor : plan_.tensors) {
      (is_state(tensor) ? state : parameters) += "    " + python_quoted(tensor.name) + ",\n";
    }
    return "PARAMETERS = [\n" + parameters + "]\nSTATE = [" + (state.empty() ? "" : "\n" + state) + "]\n";
  }

  std::string model_class() const {
    std::string text = R"(

class Autoencoder(torch.nn.Module):
    def __init__(self, path=PATH):
        super().__init__()
        tensors = read_safetensors(path)
        for name in PARAMETERS:
            self.register_parameter(name.replace(".", "_"), torch.nn.Parameter(torch.from_numpy(tensors[name])))
        for name in STATE:
            self.register_buffer(name.replace(".", "_"), torch.from_numpy(tensors[name]))
)";
    for (const auto& [name, values] : constants()) {
      text += "        self.register_buffer(\"" + name + "\", torch.tensor(" + python_list(values) + "))\n";
    }
    text += "        self.eval()\n";
    return text + encode() + decode() + reconstruct();
  }

  /// The scaling and what stands for missing values.
  std::vector<std::pair<std::string, std::vector<float>>> constants() const {
    std::vector<std::pair<std::string, std::vector<float>>> constants;
    const Scaling& scaling = plan_.description().scaling;
    if (!scaling.empty()) {
      constants.emplace_back("offset", scaling.offset);
      constants.emplace_back("factor", scaling.factor);
    }
    if (!plan_.architecture.missing.empty()) constants.emplace_back("missing", plan_.architecture.missing);
    return constants;
  }

  Layout outer_layout() const {
    switch (plan_.description().kind) {
      case DataKind::kTable: return Layout::kColumns;
      case DataKind::kText: return Layout::kPlaces;
      default: return Layout::kImage;
    }
  }

  std::string encode() const {
    const Shape& s = plan_.input();
    TorchBody body(plan_, outer_layout(), s);
    body.line("x = " + plan_.sample());
    if (plan_.description().kind == DataKind::kSignal) body.line("x = x[:, :, None, :]");
    const Scaling& scaling = plan_.description().scaling;
    if (scaling.offset.size() > 1 || !plan_.architecture.missing.empty()) body.to_columns();
    if (!scaling.empty()) body.line("x = (x - self.offset) / self.factor");
    if (!plan_.architecture.missing.empty()) body.line("x = torch.where(torch.isnan(x), self.missing, x)");
    body.run(plan_.encoder);
    body.to_columns();
    const std::string parameters = "(self, " + plan_.sample() + label_parameter(plan_);
    if (plan_.has_posterior()) {
      return "\n    def posterior" + parameters + "):\n        \"\"\"Mean and log-variance of the code: N x " +
             n(plan_.code) + " each.\"\"\"\n" + body.text() + "        return x.chunk(2, 1)\n" + "\n    def encode" +
             parameters + ", noise=None):\n        \"\"\"The mean, or a draw where noise (N x " + n(plan_.code) +
             ", from N(0, 1)) is given.\"\"\"\n        mean, log_variance = self.posterior(" + plan_.sample() +
             label_argument(plan_) +
             ")\n        return mean if noise is None else mean + torch.exp(log_variance / 2) * noise\n";
    }
    return "\n    def encode" + parameters + "):\n" + body.text() + bottleneck();
  }

  std::string bottleneck() const {
    if (plan_.architecture.bottleneck == BottleneckKind::kTopK) {
      return "        values, places = x.topk(" + n(plan_.active) +
             ", 1)\n        return torch.zeros_like(x).scatter(1, places, values)\n";
    }
    if (!plan_.is_quantised()) return "        return x\n";
    const int values = static_cast<int>(plan_.tensor(kCodebook).shape[1]);
    return "        # The nearest entry e to z has the least |e|^2 / 2 - z e.\n        entries = self." +
           attribute_of(kCodebook) + "\n        z = x.reshape(-1, " + n(plan_.code / values) + ", " + n(values) +
           ")\n        nearest = ((entries**2).sum(1) / 2 - z @ entries.t()).argmin(2)\n        return "
           "entries[nearest].flatten(1)\n";
  }

  std::string decode() const {
    TorchBody body(plan_, Layout::kColumns, flat(plan_.code));
    body.line("x = code");
    body.run(plan_.decoder);
    add_probabilities(body);
    const Scaling& scaling = plan_.description().scaling;
    if (scaling.offset.size() > 1) body.to_columns();
    if (!scaling.empty()) body.line("x = self.offset + self.factor * x");
    switch (outer_layout()) {
      case Layout::kColumns: body.to_columns(); break;
      case Layout::kPlaces: body.to_places(plan_.input()); break;
      case Layout::kImage: body.to_image(plan_.input()); break;
    }
    if (plan_.description().kind == DataKind::kSignal) body.line("x = x.flatten(2)");
    return "\n    def decode(self, code" + label_parameter(plan_) + "):\n" + body.text() + "        return x\n";
  }

  void add_probabilities(TorchBody& body) const {
    const bool on_logits = loss_row(plan_.architecture.loss).on_logits;
    if (plan_.architecture.groups.empty()) {
      if (on_logits) body.activate(Activation::kSigmoid);
      return;
    }
    if (plan_.description().kind == DataKind::kText) {
      body.to_places(plan_.input());
      return body.line("x = torch.softmax(x, 2)");
    }
    body.to_columns();
    body.line("parts = []");
    for (const FeatureRun& run : feature_runs(plan_)) {
      const std::string part = "x[:, " + n(run.begin) + ":" + n(run.begin + run.count) + "]";
      const std::string numbers = on_logits ? "torch.sigmoid(" + part + ")" : part;
      body.line("parts.append(" + (run.categories ? "torch.softmax(" + part + ", 1)" : numbers) + ")");
    }
    body.line("x = torch.cat(parts, 1)");
  }

  std::string reconstruct() const {
    const std::string sample = plan_.sample(), label = label_argument(plan_),
                      parameters = "(self, " + sample + label_parameter(plan_) + "):\n";
    return "\n    def reconstruct" + parameters + "        return self.decode(self.encode(" + sample + label + ")" +
           label + ")\n\n    def forward" + parameters + "        return self.reconstruct(" + sample + label + ")\n";
  }

  const ExportPlan& plan_;
  const ExportOptions& options_;
};

}  // namespace

Result<std::vector<std::byte>> pytorch_script(const ExportPlan& plan, const ExportOptions& options) {
  const std::string text = Script(plan, options).write();
  const auto bytes = std::as_bytes(std::span(text));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace hourglass
