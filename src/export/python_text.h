// What the Python scripts of all frameworks have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/export_model.h"

namespace hourglass {

/// Lines of a method's body, indented by 8 blanks.
class PythonBody {
 public:
  void line(const std::string& text) { text_ += "        " + text + "\n"; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// A tuple: "(28, 28, 1)", "(3,)".
std::string python_tuple(const std::vector<int>& numbers);
/// The fewest digits that read back as the same float.
std::string python_number(float value);
std::string python_list(std::span<const float> values);
/// A tensor's name as an attribute: "encoder_0_weight".
std::string attribute_of(std::string_view tensor);
/// Text between quotes, as Python reads it.
std::string python_quoted(std::string_view text);

/// What differs between the scripts' beginnings.
struct PythonFramework {
  std::string_view name;     ///< "PyTorch"
  std::string_view imports;  ///< lines
  ChannelOrder order;
};
/// The script's beginning: a comment that says what goes in and out, imports, and the path of the weights.
std::string python_head(const ExportPlan& plan, const ExportOptions& options, const PythonFramework& framework);
/// The function read_safetensors(path), which needs numpy alone; `json`, `numpy` and `struct` must be imported.
std::string python_reader();
/// The end of a script: run by itself, it loads the model and prints its tensors' number and the shapes of a pass.
std::string python_main(const ExportPlan& plan, std::string_view zeros);

/// ", label" where the model is conditional, as parameter and argument.
std::string label_parameter(const ExportPlan& plan);
std::string label_argument(const ExportPlan& plan);

/// Tensors that training by gradients does not change.
bool is_state(const Tensor& tensor);
/// Whether a later operation of the same network adds the output of operation `index` (-1: the input).
bool is_residual(const std::vector<Operation>& operations, int index);
/// The variable that keeps it: "kept_3".
std::string residual_name(int index);

}  // namespace hourglass
