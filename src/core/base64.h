// Bytes as text: base64.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace hourglass {

/// The standard alphabet with padding, without line breaks (RFC 4648, section 4).
std::string to_base64(std::span<const std::byte> bytes);

}  // namespace hourglass
