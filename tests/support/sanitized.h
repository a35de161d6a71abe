// Whether this program runs under a sanitizer, which makes training many times as slow. GCC says so by macros, clang by
// features.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HG_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HG_SANITIZED 1
#endif
#endif
#if !defined(HG_SANITIZED)
#define HG_SANITIZED 0
#endif

namespace hourglass {

inline constexpr bool kSanitized = HG_SANITIZED;

}  // namespace hourglass
