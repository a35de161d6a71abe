#include "export/keras_script.h"

#include "export/python_text.h"

namespace hourglass {
namespace {

std::string n(int number) { return std::to_string(number); }

/// (-1, 28, 28, 1); with several places in one row (-1, 784, 1); as columns (-1, 784).
std::string reshaped(const std::vector<int>& axes) {
  std::string text = "x = ops.reshape(x, (-1";
  for (const int length : axes) text += ", " + n(length);
  return text + "))";
}

/// Writes the lines that run operations on the variable x. With the channels last every layout has the order of the
/// engine's columns, so that shapes are all that changes.
class KerasBody : public PythonBody {
 public:
  KerasBody(const ExportPlan& plan, std::vector<int> axes) : plan_(plan), axes_(std::move(axes)) {}

  /// Gives x these axes after the batch's.
  void shape(const std::vector<int>& axes) {
    if (axes != axes_) line(reshaped(axes));
    axes_ = axes;
  }
  void to_columns(const Shape& s) { shape({s.features()}); }
  void to_image(const Shape& s) { shape({s.height, s.width, s.channels}); }
  void to_places(const Shape& s) { shape({s.height * s.width, s.channels}); }

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
      case Activation::kRelu: return line("x = ops.relu(x)");
      case Activation::kLeakyRelu: return line("x = ops.leaky_relu(x, 0.01)");
      case Activation::kTanh: return line("x = ops.tanh(x)");
      case Activation::kSigmoid: return line("x = ops.sigmoid(x)");
      case Activation::kGelu: return line("x = ops.gelu(x, approximate=True)");
      case Activation::kSilu: return line("x = ops.silu(x)");
    }
  }

 private:
  static std::string weight(const Operation& o) { return "self.tensors[" + python_quoted(o.weight) + "]"; }
  static std::string own(const Operation& o, std::string_view part) {
    return "self.tensors[" + python_quoted(o.tensor(part)) + "]";
  }

  void to_places_or_columns(const Shape& s) {
    if (s.height * s.width > 1) to_places(s);
    else to_columns(s);
  }
  void become_places_or_columns(const Shape& s) {
    axes_ = s.height * s.width > 1 ? std::vector{s.height * s.width, s.channels} : std::vector{s.channels};
  }
  void become_image(const Shape& s) { axes_ = {s.height, s.width, s.channels}; }

  void run(const Operation& o) {
    switch (o.kind) {
      case OperationKind::kDense:
        to_places_or_columns(o.input);
        line("x = ops.matmul(x, " + (o.transposed ? "ops.transpose(" + weight(o) + ")" : weight(o)) + ") + " +
             own(o, "bias"));
        return become_places_or_columns(o.output);
      case OperationKind::kConvolution: return convolve(o);
      case OperationKind::kTransposedConvolution: return convolve_transposed(o);
      case OperationKind::kBatchNormalisation:
        to_image(o.input);
        return line("x = " + weight(o) + " * (x - " + own(o, "running_mean") + ") / ops.sqrt(" + own(o, "running_var") +
                    " + 1e-5) + " + own(o, "bias"));
      case OperationKind::kLayerNormalisation:
        to_places_or_columns(o.input);
        line("x = normalised(x, -1)");
        return line("x = " + weight(o) + " * x + " + own(o, "bias"));
      case OperationKind::kGroupNormalisation:
        shape({o.places(), o.groups, o.input.channels / o.groups});
        line("x = normalised(x, (1, 3))");
        to_image(o.input);
        return line("x = " + weight(o) + " * x + " + own(o, "bias"));
      case OperationKind::kMaxPooling: return pool(o, "max_pool");
      case OperationKind::kAveragePooling: return pool(o, "average_pool");
      case OperationKind::kUpsampling:
        to_image(o.input);
        line("x = ops.repeat(ops.repeat(x, 2, 1), 2, 2)[:, :" + n(o.output.height) + ", :" + n(o.output.width) + "]");
        return become_image(o.output);
      case OperationKind::kPatches: return cut_patches(o);
      case OperationKind::kAddPosition: return line("x = x + " + weight(o));
      case OperationKind::kAttend: return attend(o);
      case OperationKind::kAddResidual:
        to_places_or_columns(o.input);
        return line("x = x + " + residual_name(o.residual));
      case OperationKind::kMeanPlaces:
        to_places(o.input);
        line("x = ops.mean(x, 1)");
        axes_ = {o.output.channels};
        return;
      case OperationKind::kAppendLabel: return append_label(o);
    }
  }

  void convolve(const Operation& o) {
    const WindowSide h = o.window.along_height(), w = o.window.along_width();
    to_image(o.input);
    if (h.padding + w.padding > 0) {
      line("x = ops.pad(x, ((0, 0), " + python_tuple({h.padding, h.padding}) + ", " +
           python_tuple({w.padding, w.padding}) + ", (0, 0)))");
    }
    line("x = ops.conv(x, " + weight(o) + ", " + python_tuple({h.stride, w.stride}) +
         ", \"valid\", data_format=\"channels_last\") + " + own(o, "bias"));
    become_image(o.output);
  }

  void convolve_transposed(const Operation& o) {
    const WindowSide h = o.window.along_height(), w = o.window.along_width();
    to_image(o.input);
    line("x = ops.conv_transpose(x, " + weight(o) + ", " + python_tuple({h.stride, w.stride}) +
         ", \"valid\", data_format=\"channels_last\")");
    if (o.output_padding.height + o.output_padding.width > 0) {
      line("x = ops.pad(x, ((0, 0), " + python_tuple({0, o.output_padding.height}) + ", " +
           python_tuple({0, o.output_padding.width}) + ", (0, 0)))");
    }
    line("x = x[:, " + n(h.padding) + ":" + n(h.padding + o.output.height) + ", " + n(w.padding) + ":" +
         n(w.padding + o.output.width) + "] + " + own(o, "bias"));
    become_image(o.output);
  }

  /// Where a side is odd, the last window is smaller, as with the padding "same" of an even window.
  void pool(const Operation& o, const std::string& function) {
    const std::string window = python_tuple({o.input.height > 1 ? 2 : 1, o.input.width > 1 ? 2 : 1});
    to_image(o.input);
    line("x = ops." + function + "(x, " + window + ", " + window + ", \"same\", data_format=\"channels_last\")");
    become_image(o.output);
  }

  void cut_patches(const Operation& o) {
    const Shape& s = o.input;
    const int high = o.window.along_height().kernel, wide = o.window.along_width().kernel;
    shape({s.height / high, high, s.width / wide, wide, s.channels});
    line("x = ops.transpose(x, (0, 1, 3, 2, 4, 5))");
    axes_ = {};
    to_places(o.output);
  }

  void attend(const Operation& o) {
    const int size = o.output.channels / o.heads;
    to_places(o.input);
    line("q, k, v = (ops.transpose(ops.reshape(part, (-1, " + n(o.places()) + ", " + n(o.heads) + ", " + n(size) +
         ")), (0, 2, 1, 3)) for part in ops.split(x, 3, 2))");
    line("x = ops.matmul(ops.softmax(ops.matmul(q, ops.transpose(k, (0, 1, 3, 2))) / " + n(size) + "**0.5, -1), v)");
    line("x = ops.transpose(x, (0, 2, 1, 3))");
    axes_ = {};
    to_places(o.output);
  }

  void append_label(const Operation& o) {
    const int classes = plan_.architecture.classes;
    to_image(o.input);
    line("x = ops.concatenate([x, ops.broadcast_to(one_hot(label, x, " + n(classes) + "), (ops.shape(x)[0], " +
         n(o.input.height) + ", " + n(o.input.width) + ", " + n(classes) + "))], 3)");
    become_image(o.output);
  }

  const ExportPlan& plan_;
  std::vector<int> axes_;
};

constexpr std::string_view kOneHot = R"(

def one_hot(label, x, classes):
    """N x 1 x 1 x classes: 0 where a label is unknown or no class."""
    if label is None:
        label = -1 * ops.ones((ops.shape(x)[0],), dtype="int32")
    label = ops.reshape(ops.cast(label, "int32"), (-1, 1, 1, 1))
    return ops.cast(ops.equal(label, ops.arange(classes, dtype="int32")), x.dtype)
)";

constexpr std::string_view kNormalised = R"(

def normalised(x, axes):
    """x with mean 0 and deviation 1 over the axes."""
    difference = x - ops.mean(x, axes, keepdims=True)
    return difference / ops.sqrt(ops.mean(difference**2, axes, keepdims=True) + 1e-5)
)";

/// Writes one script.
class Script {
 public:
  Script(const ExportPlan& plan, const ExportOptions& options) : plan_(plan), options_(options) {}

  std::string write() const {
    const PythonFramework keras{"Keras 3", "import keras\nfrom keras import ops\n", ChannelOrder::kLast};
    return python_head(plan_, options_, keras) + tables() + python_reader() +
           (plan_.is_conditional() ? std::string(kOneHot) : "") + (normalises() ? std::string(kNormalised) : "") +
           model_class() + python_main(plan_, "ops.zeros(" + python_tuple(batch_of_two()) + ")");
  }

 private:
  std::vector<int> axes() const { return sample_axes(plan_, ChannelOrder::kLast); }
  std::vector<int> batch_of_two() const {
    std::vector<int> all = axes();
    all.insert(all.begin(), 2);
    return all;
  }

  bool normalises() const {
    for (const auto* operations : {&plan_.encoder, &plan_.decoder}) {
      for (const Operation& o : *operations) {
        if (o.kind == OperationKind::kLayerNormalisation || o.kind == OperationKind::kGroupNormalisation) return true;
      }
    }
    return false;
  }

  /// The axes of a file's tensor in the order that Keras's operations read; those of a tied weight are those of its
  /// first use.
  std::vector<int> order_of(const Tensor& tensor) const {
    for (const auto* operations : {&plan_.encoder, &plan_.decoder}) {
      for (const Operation& o : *operations) {
        if (o.weight != tensor.name || o.transposed) continue;
        if (o.kind == OperationKind::kDense) return {1, 0};
        if (tensor.shape.size() == 4) return {2, 3, 1, 0};
      }
    }
    return {};
  }

  std::string tables() const {
    std::string text = "# The tensors, and the order of their axes here where the file has another one.\nTENSORS = {\n";
    for (const Tensor& tensor : plan_.tensors) {
      const std::vector<int> order = order_of(tensor);
      text += "    " + python_quoted(tensor.name) + ": " + (order.empty() ? "None" : python_tuple(order)) + ",\n";
    }
    text += "}\nSTATE = {";
    std::string state;
    for (const Tensor& tensor : plan_.tensors) {
      if (is_state(tensor)) state += (state.empty() ? "" : ", ") + python_quoted(tensor.name);
    }
    return text + (state.empty() ? "" : state) + "}\n";
  }

  std::string model_class() const {
    std::string text = R"(

class Autoencoder(keras.Model):
    def __init__(self, path=PATH):
        super().__init__()
        values = read_safetensors(path)
        self.tensors = {}
        for name, axes in TENSORS.items():
            value = values[name] if axes is None else numpy.transpose(values[name], axes)
            self.tensors[name] = self.add_weight(
                name=name.replace(".", "_"), shape=value.shape, initializer="zeros", trainable=name not in STATE
            )
            self.tensors[name].assign(value)
)";
    const Scaling& scaling = plan_.description().scaling;
    if (!scaling.empty()) {
      text += "        self.offset = numpy.array(" + python_list(scaling.offset) + ", numpy.float32)\n";
      text += "        self.factor = numpy.array(" + python_list(scaling.factor) + ", numpy.float32)\n";
    }
    if (!plan_.architecture.missing.empty()) {
      text += "        self.missing = numpy.array(" + python_list(plan_.architecture.missing) + ", numpy.float32)\n";
    }
    return text + encode() + decode() + reconstruct();
  }

  std::string encode() const {
    const Shape& s = plan_.input();
    KerasBody body(plan_, axes());
    body.line("x = " + plan_.sample());
    const Scaling& scaling = plan_.description().scaling;
    if (scaling.offset.size() > 1 || !plan_.architecture.missing.empty()) body.to_columns(s);
    if (!scaling.empty()) body.line("x = (x - self.offset) / self.factor");
    if (!plan_.architecture.missing.empty()) body.line("x = ops.where(ops.isnan(x), self.missing, x)");
    body.run(plan_.encoder);
    body.shape({plan_.has_posterior() ? 2 * plan_.code : plan_.code});
    const std::string parameters = "(self, " + plan_.sample() + label_parameter(plan_);
    if (plan_.has_posterior()) {
      return "\n    def posterior" + parameters + "):\n        \"\"\"Mean and log-variance of the code: N x " +
             n(plan_.code) + " each.\"\"\"\n" + body.text() + "        return ops.split(x, 2, 1)\n\n    def encode" +
             parameters + ", noise=None):\n        \"\"\"The mean, or a draw where noise (N x " + n(plan_.code) +
             ", from N(0, 1)) is given.\"\"\"\n        mean, log_variance = self.posterior(" + plan_.sample() +
             label_argument(plan_) +
             ")\n        return mean if noise is None else mean + ops.exp(log_variance / 2) * noise\n";
    }
    return "\n    def encode" + parameters + "):\n" + body.text() + bottleneck();
  }

  std::string bottleneck() const {
    const std::string code = n(plan_.code);
    if (plan_.architecture.bottleneck == BottleneckKind::kTopK) {
      return "        places = ops.top_k(x, " + n(plan_.active) +
             ")[1]\n        remains = ops.sum(ops.one_hot(places, " + code + "), 1)\n        return x * remains\n";
    }
    if (!plan_.is_quantised()) return "        return x\n";
    const int values = static_cast<int>(plan_.tensor(kCodebook).shape[1]);
    return "        # The nearest entry e to z has the least |e|^2 / 2 - z e.\n        entries = self.tensors[" +
           python_quoted(kCodebook) + "]\n        z = ops.reshape(x, (-1, " + n(plan_.code / values) + ", " +
           n(values) +
           "))\n        distances = ops.sum(entries**2, 1) / 2 - ops.matmul(z, ops.transpose(entries))\n        return "
           "ops.reshape(ops.take(entries, ops.argmin(distances, 2), 0), (-1, " +
           code + "))\n";
  }

  std::string decode() const {
    KerasBody body(plan_, {plan_.code});
    body.line("x = code");
    body.run(plan_.decoder);
    add_probabilities(body);
    const Scaling& scaling = plan_.description().scaling;
    if (scaling.offset.size() > 1) body.to_columns(plan_.input());
    if (!scaling.empty()) body.line("x = self.offset + self.factor * x");
    body.shape(axes());
    return "\n    def decode(self, code" + label_parameter(plan_) + "):\n" + body.text() + "        return x\n";
  }

  void add_probabilities(KerasBody& body) const {
    const bool on_logits = loss_row(plan_.architecture.loss).on_logits;
    if (plan_.architecture.groups.empty()) {
      if (on_logits) body.activate(Activation::kSigmoid);
      return;
    }
    if (plan_.description().kind == DataKind::kText) {
      body.to_places(plan_.input());
      return body.line("x = ops.softmax(x, 2)");
    }
    body.to_columns(plan_.input());
    body.line("parts = []");
    for (const FeatureRun& run : feature_runs(plan_)) {
      const std::string part = "x[:, " + n(run.begin) + ":" + n(run.begin + run.count) + "]";
      const std::string numbers = on_logits ? "ops.sigmoid(" + part + ")" : part;
      body.line("parts.append(" + (run.categories ? "ops.softmax(" + part + ", 1)" : numbers) + ")");
    }
    body.line("x = ops.concatenate(parts, 1)");
  }

  std::string reconstruct() const {
    const std::string sample = plan_.sample(), label = label_argument(plan_),
                      parameters = "(self, " + sample + label_parameter(plan_) + "):\n";
    return "\n    def reconstruct" + parameters + "        return self.decode(self.encode(" + sample + label + ")" +
           label + ")\n\n    def call" + parameters + "        return self.reconstruct(" + sample + label + ")\n";
  }

  const ExportPlan& plan_;
  const ExportOptions& options_;
};

}  // namespace

Result<std::vector<std::byte>> keras_script(const ExportPlan& plan, const ExportOptions& options) {
  const std::string text = Script(plan, options).write();
  const auto bytes = std::as_bytes(std::span(text));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace hourglass
