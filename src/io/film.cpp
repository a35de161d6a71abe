#include "io/film.h"

#include <algorithm>
#include <numeric>

#include "io/png.h"
#include "io/png_chunks.h"
#include "io/sample_sheet.h"

namespace hourglass {
namespace {

constexpr int kUsualSide = 200;  // of a film, in pixels, at most

/// A picture whose pixels are squares of zoom x zoom.
std::vector<std::uint8_t> enlarged(Shape shape, std::span<const std::uint8_t> pixels, int zoom) {
  std::vector<std::uint8_t> result;
  result.reserve(pixels.size() * static_cast<std::size_t>(zoom) * static_cast<std::size_t>(zoom));
  const auto channels = static_cast<std::ptrdiff_t>(shape.channels), row = shape.width * channels;
  for (int y = 0; y < shape.height * zoom; ++y) {
    const std::uint8_t* from = pixels.data() + y / zoom * row;
    for (int x = 0; x < shape.width * zoom; ++x) {
      result.insert(result.end(), from + x / zoom * channels, from + (x / zoom + 1) * channels);
    }
  }
  return result;
}

/// The frames in the order in which they are shown.
std::vector<std::size_t> order_of(std::size_t frames, bool there_and_back) {
  std::vector<std::size_t> order(frames);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = frames; there_and_back && i-- > 2;) order.push_back(i - 1);
  return order;
}

/// The chunk before a frame: its number in the sequence, size and place, and how long it is shown.
PngBytes frame_control(std::uint32_t number, Shape shape, int milliseconds) {
  PngBytes control;
  append_number(control, number);
  append_number(control, static_cast<std::uint32_t>(shape.width));
  append_number(control, static_cast<std::uint32_t>(shape.height));
  append_number(control, 0);
  append_number(control, 0);
  append_number(control, static_cast<std::uint32_t>(milliseconds) << 16 | 1000);
  control.insert(control.end(), {0, 0});  // stays until the next frame, which replaces it
  return control;
}

}  // namespace

std::vector<std::byte> film_file(Shape frame, std::span<const std::uint8_t> pixels, const FilmOptions& options) {
  const int zoom = options.zoom > 0 ? options.zoom : std::max(1, kUsualSide / std::max(frame.width, frame.height));
  const Shape shape{frame.height * zoom, frame.width * zoom, frame.channels};
  const auto size = static_cast<std::size_t>(frame.features());
  // Each is packed once, also where it is shown twice.
  std::vector<PngBytes> frames;
  for (std::size_t at = 0; at < pixels.size(); at += size) {
    frames.push_back(packed_rows(shape, enlarged(frame, pixels.subspan(at, size), zoom)));
  }
  const std::vector<std::size_t> order = order_of(frames.size(), options.there_and_back);
  PngBytes file = begin_png(shape), control;
  append_number(control, static_cast<std::uint32_t>(order.size()));
  append_number(control, 0);  // plays without end
  append_chunk(file, "acTL", control);
  std::uint32_t number = 0;
  for (const std::size_t index : order) {
    const bool rests = index + 1 == frames.size() && options.last_milliseconds > 0;
    const int milliseconds = rests ? options.last_milliseconds : options.milliseconds;
    append_chunk(file, "fcTL", frame_control(number++, shape, milliseconds));
    const PngBytes& rows = frames[index];
    if (number == 1) {
      append_chunk(file, "IDAT", rows);
      continue;
    }
    PngBytes data;
    append_number(data, number++);
    data.insert(data.end(), rows.begin(), rows.end());
    append_chunk(file, "fdAT", data);
  }
  return end_png(std::move(file));
}

std::vector<std::byte> film_of(const WrittenSamples& samples, const FilmOptions& options) {
  const DrawnSamples drawn = drawn_samples(samples);
  std::vector<std::uint8_t> pixels(drawn.values.size());
  std::transform(drawn.values.begin(), drawn.values.end(), pixels.begin(), byte_of);
  return film_file(drawn.shape, pixels, options);
}

}  // namespace hourglass
