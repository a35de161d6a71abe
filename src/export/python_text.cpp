#include "export/python_text.h"

#include <algorithm>

#include "core/json_text.h"
#include "core/number_text.h"

namespace hourglass {

std::string python_tuple(const std::vector<int>& numbers) {
  std::string text = "(";
  for (std::size_t i = 0; i < numbers.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
  return text + (numbers.size() == 1 ? ",)" : ")");
}

std::string python_number(float value) { return rounded_text(static_cast<double>(value), 9); }

std::string python_list(std::span<const float> values) {
  std::string text = "[";
  for (std::size_t i = 0; i < values.size(); ++i) text += (i == 0 ? "" : ", ") + python_number(values[i]);
  return text + "]";
}

std::string attribute_of(std::string_view tensor) {
  std::string name(tensor);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

std::string python_quoted(std::string_view text) { return json_quoted(text); }

std::string python_head(const ExportPlan& plan, const ExportOptions& options, const PythonFramework& framework) {
  const std::string sample = plan.sample(), axes = axes_text(sample_axes(plan, framework.order));
  std::string text = "\"\"\"A model of Hourglass " HG_VERSION " for " + std::string(framework.name) +
                     ", written by `hourglass export`. The weights are read from the model's file:\n\n";
  text += "    model = Autoencoder(\"model.safetensors\")\n";
  text += "    code = model.encode(" + sample + label_argument(plan) + ")\n";
  text += "    " + sample + " = model.decode(code" + label_argument(plan) + ")\n";
  text += "    " + sample + " = model.reconstruct(" + sample + label_argument(plan) + ")\n\n";
  text += sample + ": " + axes + ", values as in the data; code: N x " + std::to_string(plan.code);
  if (plan.is_conditional()) {
    text += "; label: N whole numbers from 0 to " + std::to_string(plan.architecture.classes - 1) +
            ", -1 or None where unknown";
  }
  return text + ".\n\"\"\"\n\nimport json\nimport struct\nimport sys\n\nimport numpy\n" +
         std::string(framework.imports) + "\nPATH = " + python_quoted(options.weights) + "\n";
}

std::string python_reader() {
  return R"(

def read_safetensors(path):
    """The tensors of a file as numpy arrays, by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    types = {"F32": "<f4", "F16": "<f2", "I8": "i1"}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[begin:end], types[entry["dtype"]])
        tensors[name] = values.astype(numpy.float32).reshape(entry["shape"])
    for name in [name for name, entry in header.items() if entry.get("dtype") == "I8"]:
        values, scales = tensors[name], tensors.pop(name + ".scale")
        tensors[name] = values * scales.reshape([-1] + [1] * (values.ndim - 1))
    return tensors
)";
}

std::string python_main(const ExportPlan& plan, std::string_view zeros) {
  const std::string sample = plan.sample();
  return "\n\nif __name__ == \"__main__\":\n    model = Autoencoder(sys.argv[1] if len(sys.argv) > 1 else PATH)\n    " +
         sample + " = " + std::string(zeros) + "\n    code = model.encode(" + sample + ")\n    print(\"" + sample +
         "\", tuple(" + sample + ".shape), \"-> code\", tuple(code.shape), \"-> " + sample +
         "\", tuple(model.decode(code).shape))\n";
}

std::string label_parameter(const ExportPlan& plan) { return plan.is_conditional() ? ", label=None" : ""; }
std::string label_argument(const ExportPlan& plan) { return plan.is_conditional() ? ", label" : ""; }

bool is_state(const Tensor& tensor) {
  return tensor.name == kCodebook || tensor.name.ends_with(".running_mean") || tensor.name.ends_with(".running_var");
}

bool is_residual(const std::vector<Operation>& operations, int index) {
  return std::any_of(operations.begin(), operations.end(),
                     [&](const Operation& o) { return o.kind == OperationKind::kAddResidual && o.residual == index; });
}

std::string residual_name(int index) { return "kept_" + std::to_string(index + 1); }

}  // namespace hourglass
