// The operations of a plan as C99: functions, and the calls of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/export_plan.h"

namespace hourglass {

/// Functions that a header needs, in the order in which they were first called. Their names, and those of the tensors,
/// begin with the model's.
class CFunctions {
 public:
  explicit CFunctions(std::string model) : model_(std::move(model)) {}

  /// The call of a function of the library of c_operations.cpp, with these arguments: one indented line.
  std::string call(std::string_view function, const std::vector<std::string>& arguments);
  /// The call of an activation on `count` values in place; empty for the linear one.
  std::string activate(Activation activation, int count, const std::string& values);
  /// The calls that run an operation from x to y. `residual` is the value that kAddResidual adds; `scratch` has
  /// scratch_of(operation) reals.
  std::string run(const Operation& operation, const std::string& x, const std::string& residual,
                  const std::string& scratch, const std::string& y);
  /// The name of a tensor's array.
  std::string tensor(std::string_view name) const;
  /// The definitions of all functions called so far.
  std::string definitions() const;

 private:
  std::string model_;
  std::vector<std::string_view> used_;
};

/// Reals that an operation needs beside its input and output.
std::size_t scratch_of(const Operation& operation);

}  // namespace hourglass
