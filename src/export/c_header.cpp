#include "export/c_header.h"

#include <algorithm>

#include "core/number_text.h"
#include "export/c_operations.h"
#include "export/work_memory.h"

namespace hourglass {
namespace {

/// A constant of type float that reads back as the same value.
std::string float_text(float value) {
  std::string text = rounded_text(static_cast<double>(value), 9);
  if (text.find_first_of(".e") == std::string::npos) text += ".";
  return text + "f";
}

std::string array_text(const std::string& name, std::span<const float> values) {
  constexpr std::size_t kPerLine = 10;
  std::string text = "static const float " + name + "[" + std::to_string(values.size()) + "] = {";
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += (i == 0 ? "\n    " : i % kPerLine == 0 ? ",\n    " : ", ") + float_text(values[i]);
  }
  return text + "};\n";
}

std::string n(int number) { return std::to_string(number); }

/// "work + 128".
std::string place(const WorkMemory& memory, std::size_t value) {
  return "work + " + std::to_string(memory.offsets[value]);
}

/// Writes one header.
class Header {
 public:
  Header(const ExportPlan& plan, const ExportOptions& options)
      : plan_(plan), options_(options), name_(options.name), functions_(options.name) {}

  std::string write() {
    std::string bodies;
    if (options_.encodes()) bodies += encode_function();
    if (options_.decodes()) bodies += decode_function();
    if (options_.encodes() && options_.decodes()) bodies += reconstruct_function();
    return head() + constants() + functions_.definitions() + work() + bodies + "\n#endif\n";
  }

 private:
  std::string head() const {
    const std::string sample = plan_.sample(), guard = name_ + "_HOURGLASS_H";
    std::string text = "/* A model of Hourglass " HG_VERSION ", written by `hourglass export --format c`.\n";
    text += "   One " + sample + " is " + n(plan_.input().features()) + " values (" +
            axes_text(sample_axes(plan_, ChannelOrder::kLast)).substr(4) + "), the last axis' beside each other";
    text += "; a code is " + n(plan_.code) + " values.\n";
    if (plan_.is_conditional())
      text += "   A label is 0 to " + n(plan_.architecture.classes - 1) + ", or -1 where it is unknown.\n";
    text += "   All functions share static memory: call them from one thread at a time. */\n";
    text += "#ifndef " + guard + "\n#define " + guard + "\n\n#include <math.h>\n\n";
    return text + "enum { " + name_ + "_FEATURES = " + n(plan_.input().features()) + ", " + name_ +
           "_CODE = " + n(plan_.code) + " };\n";
  }

  /// The arrays of all tensors that the written networks read.
  std::string constants() const {
    std::string text;
    for (const Tensor& tensor : plan_.tensors) {
      if (!reads(tensor.name)) continue;
      std::string shape;
      for (const std::uint64_t length : tensor.shape) shape += (shape.empty() ? "" : " x ") + std::to_string(length);
      text +=
          "\n/* " + tensor.name + ": " + shape + " */\n" + array_text(functions_.tensor(tensor.name), tensor.values);
    }
    const Scaling& scaling = plan_.description().scaling;
    if (!scaling.empty()) {
      text += "\n/* feature = (number - offset) / factor */\n" + array_text(name_ + "_offset", scaling.offset) +
              array_text(name_ + "_factor", scaling.factor);
    }
    if (options_.encodes() && !plan_.architecture.missing.empty()) {
      text += "\n/* what stands for missing values */\n" + array_text(name_ + "_missing", plan_.architecture.missing);
    }
    return text;
  }

  bool reads(const std::string& tensor) const {
    const auto in = [&](const std::vector<Operation>& operations) {
      return std::any_of(operations.begin(), operations.end(), [&](const Operation& o) {
        return o.weight == tensor || (!o.weight.empty() && tensor.starts_with(o.name + "."));
      });
    };
    if (tensor == kCodebook) return options_.encodes();
    return (options_.encodes() && in(plan_.encoder)) || (options_.decodes() && in(plan_.decoder));
  }

  std::string work() const {
    if (work_size_ == 0) return "";
    return "\nstatic float " + name_ + "_work[" + std::to_string(work_size_) + "];\n";
  }

  std::string label_parameter() const { return plan_.is_conditional() ? "int label, " : ""; }
  std::string label_argument() const { return plan_.is_conditional() ? "label, " : ""; }
  std::string begin_function(const std::string& comment, const std::string& function, const std::string& from,
                             const std::string& to) const {
    return "\n/* " + comment + " */\nstatic inline void " + name_ + "_" + function + "(const float *" + from + ", " +
           label_parameter() + "float *" + to + ") {\n";
  }

  /// Runs the operations of a network on `x`, which it may keep in its memory: then `prepare` is the code that fills
  /// value 0. The result's name is assigned to `result`.
  std::string run(const std::vector<Operation>& operations, const std::string& x, int prepared, std::string& result) {
    std::vector<WorkValue> values{{static_cast<std::size_t>(prepared), 0, 1}};
    const int count = static_cast<int>(operations.size());
    for (int i = 0; i < count; ++i) {
      const Operation& o = operations[static_cast<std::size_t>(i)];
      values.push_back({static_cast<std::size_t>(o.output.features()), i + 1, i + 2});
      if (o.kind == OperationKind::kAddResidual) values[static_cast<std::size_t>(o.residual + 1)].last = i + 1;
    }
    for (int i = 0; i < count; ++i)
      values.push_back({scratch_of(operations[static_cast<std::size_t>(i)]), i + 1, i + 1});
    const WorkMemory memory = assign_work_memory(values);
    work_size_ = std::max(work_size_, memory.size);
    const auto value = [&](std::size_t i) { return i == 0 && prepared == 0 ? x : place(memory, i); };
    std::string text;
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const auto residual = static_cast<std::size_t>(operations[i].residual + 1);
      text += functions_.run(operations[i], value(i), value(residual), place(memory, operations.size() + 1 + i),
                             value(i + 1));
    }
    result = value(operations.size());
    return text;
  }

  std::string scaled(std::string_view array) const {
    return name_ + "_" + std::string(array) + (plan_.description().scaling.offset.size() > 1 ? "[i]" : "[0]");
  }

  /// Fills the memory's beginning with what the encoder receives: features, without missing values.
  std::string prepare() const {
    const std::string x = plan_.sample();
    std::string text = "  for (int i = 0; i < " + n(plan_.input().features()) + "; ++i) {\n    work[i] = ";
    text += plan_.description().scaling.empty()
                ? x + "[i];\n"
                : "(" + x + "[i] - " + scaled("offset") + ") / " + scaled("factor") + ";\n";
    if (!plan_.architecture.missing.empty()) text += "    if (isnan(work[i])) work[i] = " + name_ + "_missing[i];\n";
    return text + "  }\n";
  }

  std::string encode_function() {
    const bool prepares = !plan_.description().scaling.empty() || !plan_.architecture.missing.empty();
    std::string result;
    const std::string body = run(plan_.encoder, plan_.sample(), prepares ? plan_.input().features() : 0, result);
    std::string text = begin_function("The code of one " + plan_.sample() + ".", "encode", plan_.sample(), "code");
    text += "  float *const work = " + name_ + "_work;\n";
    if (prepares) text += prepare();
    return text + body + bottleneck(result) + "}\n";
  }

  std::string bottleneck(const std::string& encoded) {
    const int code = plan_.code;
    switch (plan_.architecture.bottleneck) {
      case BottleneckKind::kTopK: return functions_.call("keep_largest", {n(code), n(plan_.active), encoded, "code"});
      case BottleneckKind::kVectorQuantised: {
        const auto& shape = plan_.tensor(kCodebook).shape;
        const int entries = static_cast<int>(shape[0]), size = static_cast<int>(shape[1]);
        return functions_.call("nearest_entries",
                               {n(code / size), n(entries), n(size), functions_.tensor(kCodebook), encoded, "code"});
      }
      // The means come first.
      case BottleneckKind::kGaussian:
      case BottleneckKind::kPlain: break;
    }
    return functions_.call("copy", {n(code), encoded, "code"});
  }

  std::string decode_function() {
    std::string result;
    const std::string body = run(plan_.decoder, "code", 0, result), sample = plan_.sample();
    std::string text = begin_function("The " + sample + " of a code.", "decode", "code", sample);
    text += "  float *const work = " + name_ + "_work;\n" + body;
    text += functions_.call("copy", {n(plan_.input().features()), result, sample});
    text += probabilities(sample);
    if (!plan_.description().scaling.empty()) {
      text += "  for (int i = 0; i < " + n(plan_.input().features()) + "; ++i) " + sample +
              "[i] = " + scaled("offset") + " + " + scaled("factor") + " * " + sample + "[i];\n";
    }
    return text + "}\n";
  }

  std::string probabilities(const std::string& sample) {
    const bool on_logits = loss_row(plan_.architecture.loss).on_logits;
    std::string text;
    for (const FeatureRun& run : feature_runs(plan_)) {
      const std::string values = sample + " + " + n(run.begin);
      if (run.categories) text += functions_.call("softmax", {n(run.count), values});
      else if (on_logits) text += functions_.activate(Activation::kSigmoid, run.count, values);
    }
    return text;
  }

  std::string reconstruct_function() const {
    const std::string sample = plan_.sample();
    return begin_function("decode(encode(" + sample + ")).", "reconstruct", sample, "reconstruction") +
           "  float code[" + n(plan_.code) + "];\n  " + name_ + "_encode(" + sample + ", " + label_argument() +
           "code);\n  " + name_ + "_decode(code, " + label_argument() + "reconstruction);\n}\n";
  }

  const ExportPlan& plan_;
  const ExportOptions& options_;
  std::string name_;
  CFunctions functions_;
  std::size_t work_size_ = 0;
};

}  // namespace

Result<std::vector<std::byte>> c_header(const ExportPlan& plan, const ExportOptions& options) {
  const std::string text = Header(plan, options).write();
  const auto bytes = std::as_bytes(std::span(text));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace hourglass
