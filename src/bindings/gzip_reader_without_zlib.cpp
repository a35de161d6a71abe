// GzipReader of the engine's JavaScript module: refuses to unpack, which web/package/gzip.mjs does before the engine
// sees a file. Takes the place of data/gzip_reader.cpp among the module's sources, and with it of zlib.

#include "data/gzip_reader.h"

namespace hourglass {

struct GzipReader::Stream {
  std::string source;
};

GzipReader::GzipReader(std::span<const std::byte>, std::string source)
    : stream_(std::make_unique<Stream>(std::move(source))) {}

GzipReader::~GzipReader() = default;
GzipReader::GzipReader(GzipReader&&) noexcept = default;
GzipReader& GzipReader::operator=(GzipReader&&) noexcept = default;

Result<std::size_t> GzipReader::read(std::span<std::byte>) {
  return Error{"gzip-not-unpacked", stream_->source, "", "unpacked bytes", "gzip"};
}

}  // namespace hourglass
