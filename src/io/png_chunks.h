// The parts that PNG files and films are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shape.h"

namespace hourglass {

using PngBytes = std::vector<std::uint8_t>;

/// Four bytes, the highest first.
void append_number(PngBytes& bytes, std::uint32_t value);

/// Appends a chunk: length, name (four letters), content and checksum.
void append_chunk(PngBytes& file, const char* name, const PngBytes& content);

/// The signature and the header: 8 bits per channel; 1 channel is grey, 3 are red, green and blue.
PngBytes begin_png(Shape shape);

/// The rows of pixels, without filters, packed by zlib: an IDAT chunk's content.
PngBytes packed_rows(Shape shape, std::span<const std::uint8_t> pixels);

/// The file with its last chunk.
std::vector<std::byte> end_png(PngBytes file);

}  // namespace hourglass
