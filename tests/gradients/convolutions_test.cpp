// Both convolutions on images of odd sizes, for every combination of kernel, stride and padding.
#include "gradients/layer_bench.h"
#include "nn/patches.h"
#include "nn/transposed_convolution.h"

namespace hourglass {
namespace {

constexpr Shape kImage = {5, 7, 3};

/// Calls body(window) for every kernel of 1 .. 4, stride of 1 .. 3 and padding of 0 .. 2.
template <class Body>
void for_each_window(const Body& body) {
  for (int kernel = 1; kernel <= 4; ++kernel) {
    for (int stride = 1; stride <= 3; ++stride) {
      for (int padding = 0; padding <= 2; ++padding) body(Window{kernel, stride, padding});
    }
  }
}

}  // namespace

TEST_CASE("a convolution's gradients equal central differences for every window", "[grad]") {
  int cases = 0;
  for_each_window([&](const Window& window) {
    CAPTURE(window.kernel, window.stride, window.padding);
    REQUIRE(fits(kImage, window));
    const LayerSpec spec{.kind = LayerKind::kConvolution,
                         .input = kImage,
                         .units = 2,
                         .activation = Activation::kTanh,
                         .window = window};
    LayerBench bench(spec, 3, 60 + static_cast<std::uint64_t>(cases++));
    check_gradients(bench);
  });
  REQUIRE(cases == 36);
}

TEST_CASE("a transposed convolution's gradients equal central differences for every window", "[grad]") {
  int cases = 0;
  for_each_window([&](const Window& window) {
    for (const OutputPadding padding : {OutputPadding{0, 0}, {0, 1}, {2, 0}}) {
      if (padding.height >= window.stride || padding.width >= window.stride) continue;
      const Shape output = TransposedConvolution::output_shape(kImage, 2, window, padding);
      CAPTURE(window.kernel, window.stride, window.padding, padding.height, padding.width);
      REQUIRE(fits(output, window));
      const LayerSpec spec{.kind = LayerKind::kTransposedConvolution,
                           .input = kImage,
                           .units = 2,
                           .activation = Activation::kTanh,
                           .window = window,
                           .output_padding = padding};
      LayerBench bench(spec, 2, 160 + static_cast<std::uint64_t>(cases++));
      REQUIRE(bench.layer->output_shape() == output);
      check_gradients(bench);
    }
  });
  REQUIRE(cases == 12 * (1 + 2 + 3));
}

TEST_CASE("the gradients of one-dimensional layers equal central differences", "[grad]") {
  // Odd lengths, one channel and several, and the shortest images.
  constexpr Shape kLines[] = {{1, 7, 1}, {1, 5, 3}, {1, 2, 1}, {1, 1, 2}, {9, 1, 1}};
  constexpr LayerKind kKinds[] = {LayerKind::kConvolution, LayerKind::kTransposedConvolution, LayerKind::kMaxPooling,
                                  LayerKind::kAveragePooling, LayerKind::kUpsampling};
  std::uint64_t seed = 300;
  for (const Shape& line : kLines) {
    for (const LayerKind kind : kKinds) {
      for (const int kernel : {3, 5}) {
        for (const int more : {0, 1}) {
          CAPTURE(seed, layer_row(kind).id, line.height, line.width, line.channels, kernel, more);
          LayerSpec spec{.kind = kind, .input = line, .units = 2, .activation = Activation::kTanh};
          spec.window = {kernel, 2, kernel / 2, sides_of(line)};
          spec.output_padding = line.height == 1 ? OutputPadding{0, more} : OutputPadding{more, 0};
          LayerBench bench(spec, 3, seed++);
          check_gradients(bench);
        }
      }
    }
  }
}

TEST_CASE("a convolution's gradients are sums over all groups of a batch", "[grad]") {
  // 8 groups of 2 images, the last one shorter; a single image; and fewer images than groups.
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    for (int batch : {1, 7, 8, 15, 17}) {
      CAPTURE(layer_row(kind).id, batch);
      LayerBench bench({.kind = kind, .input = {4, 3, 2}, .activation = Activation::kSigmoid}, batch, 90);
      check_gradients(bench);
    }
  }
}

TEST_CASE("an image larger than one band of patches has the gradients of all its bands", "[grad]") {
  constexpr Shape kLarge = {64, 50, 8};
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    CAPTURE(layer_row(kind).id);
    LayerSpec spec{.kind = kind, .input = kLarge, .units = 3};
    spec.window = {3, 1, 1};
    spec.output_padding = {0, 0};
    const Shape patched = kind == LayerKind::kConvolution ? kLarge : Shape{kLarge.height, kLarge.width, 3};
    const PatchGeometry geometry = patch_geometry(patched, spec.window);
    REQUIRE(grid_size(geometry) * patch_reals(geometry) > static_cast<int>(kMostPatchReals));
    LayerBench bench(spec, 1, 91);
    bench.backward();
    auto value = [&] { return bench.value(); };
    for (const Parameter& p : bench.builder.parameters()) {
      const auto first = bench.gradients.begin() + p.slot.offset;
      CHECK(gradient_error(value, bench.parameters.data() + p.slot.offset, p.slot.size, {first, first + p.slot.size}) <
            kGradientTolerance);
    }
    // Check only the pixels of the first and the last band; all of them would take minutes.
    constexpr std::size_t kSome = 40;
    for (const std::size_t at : {std::size_t{0}, bench.x.size() - kSome}) {
      const auto first = bench.d_x.begin() + at;
      CHECK(gradient_error(value, bench.x.data() + at, kSome, {first, first + kSome}) < kGradientTolerance);
    }
  }
}

TEST_CASE("windows that do not fit the image are recognised", "[unit]") {
  CHECK(fits({1, 1, 1}, {.kernel = 3, .stride = 2, .padding = 1}));
  CHECK_FALSE(fits({1, 1, 1}, {.kernel = 3, .stride = 2, .padding = 0}));
  CHECK_FALSE(fits({5, 2, 1}, {.kernel = 3, .stride = 1, .padding = 0}));
  CHECK_FALSE(fits({5, 5, 1}, {.kernel = 0, .stride = 1, .padding = 0}));
  CHECK_FALSE(fits({5, 5, 1}, {.kernel = 3, .stride = 0, .padding = 1}));
  CHECK_FALSE(fits({5, 5, 1}, {.kernel = 3, .stride = 1, .padding = -1}));
  CHECK_FALSE(fits({0, 5, 1}, {}));
  CHECK_FALSE(fits({5, 5, static_cast<int>(kMostPatchReals) / 9 + 1}, {}));
  CHECK(fits({5, 5, static_cast<int>(kMostPatchReals) / 9}, {}));
  CHECK_FALSE(fits({1, 1, 1}, {.kernel = 1 << 30, .stride = 1, .padding = 1 << 30}));
  CHECK(fits({1, 5, 1}, {.kernel = 5, .stride = 1, .padding = 0, .sides = WindowSides::kWidth}));
  CHECK_FALSE(fits({5, 1, 1}, {.kernel = 5, .stride = 1, .padding = 0, .sides = WindowSides::kWidth}));
  CHECK(fits({1, 5, static_cast<int>(kMostPatchReals) / 3}, {.sides = WindowSides::kWidth}));
}

}  // namespace hourglass
