// Whether this program runs under a sanitizer, which makes training many times as slow.
#pragma once

namespace hourglass {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace hourglass
