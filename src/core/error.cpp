#include "core/error.h"

namespace hourglass {

std::string Error::sentence() const {
  std::string text = source;
  if (!where.empty()) text += (text.empty() ? "" : ", ") + where;
  if (!text.empty()) text += ": ";
  text += "expected " + expected;
  if (!found.empty()) text += ", found " + found;
  text += "; ";
  text += code.advice();
  text += ".";
  return text;
}

}  // namespace hourglass
