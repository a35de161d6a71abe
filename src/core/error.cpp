#include "core/error.h"

#include <cstdlib>

#include "core/assert.h"

namespace hourglass {

Error::Error(ErrorCode code_, std::string_view source_, std::string_view where_, std::string_view expected_,
             std::string_view found_)
    : code(code_), source(source_), where(where_), expected(expected_), found(found_) {}
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

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

void abort_misread_result([[maybe_unused]] const char* message) {
  HG_ASSERT(false, message);
  std::abort();
}

}  // namespace hourglass
