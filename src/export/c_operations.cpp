#include "export/c_operations.h"

#include <algorithm>

#include "core/assert.h"
#include "core/find_by.h"
#include "nn/activation.h"

namespace hourglass {
namespace {

/// A function of the library; @ stands for the model's name and an underscore.
struct CFunction {
  std::string_view name;
  std::string_view text;
};

constexpr CFunction kFunctions[] = {
    {"dense", R"(/* y = W x + b at every place; W is outputs x inputs. */
static inline void @dense(int places, int inputs, int outputs, const float *w, const float *b, const float *x,
                          float *y) {
  for (int p = 0; p < places; ++p, x += inputs, y += outputs) {
    for (int o = 0; o < outputs; ++o) {
      float sum = b[o];
      for (int i = 0; i < inputs; ++i) sum += w[o * inputs + i] * x[i];
      y[o] = sum;
    }
  }
}
)"},
    {"dense_transposed", R"(/* y = W^T x + b at every place; W is inputs x outputs. */
static inline void @dense_transposed(int places, int inputs, int outputs, const float *w, const float *b,
                                     const float *x, float *y) {
  for (int p = 0; p < places; ++p, x += inputs, y += outputs) {
    for (int o = 0; o < outputs; ++o) y[o] = b[o];
    for (int i = 0; i < inputs; ++i) {
      for (int o = 0; o < outputs; ++o) y[o] += w[i * outputs + o] * x[i];
    }
  }
}
)"},
    {"convolution", R"(/* W is outputs x channels x kernel height x kernel width; zeros lie around the image. */
static inline void @convolution(int height, int width, int channels, int kernel_height, int kernel_width,
                                int stride_height, int stride_width, int padding_height, int padding_width,
                                int out_height, int out_width, int outputs, const float *w, const float *b,
                                const float *x, float *y) {
  const int window = kernel_height * kernel_width;
  for (int i = 0; i < out_height; ++i) {
    for (int j = 0; j < out_width; ++j, y += outputs) {
      for (int o = 0; o < outputs; ++o) y[o] = b[o];
      for (int u = 0; u < kernel_height; ++u) {
        const int row = i * stride_height - padding_height + u;
        if (row < 0 || row >= height) continue;
        for (int v = 0; v < kernel_width; ++v) {
          const int column = j * stride_width - padding_width + v;
          if (column < 0 || column >= width) continue;
          const float *pixel = x + (row * width + column) * channels;
          for (int o = 0; o < outputs; ++o) {
            const float *own = w + o * channels * window + u * kernel_width + v;
            float sum = 0;
            for (int c = 0; c < channels; ++c) sum += own[c * window] * pixel[c];
            y[o] += sum;
          }
        }
      }
    }
  }
}
)"},
    {"transposed_convolution", R"(/* W is channels x outputs x kernel height x kernel width. */
static inline void @transposed_convolution(int height, int width, int channels, int kernel_height, int kernel_width,
                                           int stride_height, int stride_width, int padding_height,
                                           int padding_width, int out_height, int out_width, int outputs,
                                           const float *w, const float *b, const float *x, float *y) {
  const int window = kernel_height * kernel_width;
  for (int p = 0; p < out_height * out_width; ++p) {
    for (int o = 0; o < outputs; ++o) y[p * outputs + o] = b[o];
  }
  for (int i = 0; i < height; ++i) {
    for (int j = 0; j < width; ++j, x += channels) {
      for (int u = 0; u < kernel_height; ++u) {
        const int row = i * stride_height - padding_height + u;
        if (row < 0 || row >= out_height) continue;
        for (int v = 0; v < kernel_width; ++v) {
          const int column = j * stride_width - padding_width + v;
          if (column < 0 || column >= out_width) continue;
          float *pixel = y + (row * out_width + column) * outputs;
          for (int o = 0; o < outputs; ++o) {
            const float *own = w + o * window + u * kernel_width + v;
            float sum = 0;
            for (int c = 0; c < channels; ++c) sum += own[c * outputs * window] * x[c];
            pixel[o] += sum;
          }
        }
      }
    }
  }
}
)"},
    {"batch_normalisation",
     R"(static inline void @batch_normalisation(int places, int channels, const float *w, const float *b,
                                        const float *mean, const float *variance, const float *x, float *y) {
  for (int c = 0; c < channels; ++c) {
    const float factor = w[c] / sqrtf(variance[c] + 1e-5f);
    for (int p = 0; p < places; ++p) y[p * channels + c] = (x[p * channels + c] - mean[c]) * factor + b[c];
  }
}
)"},
    {"layer_normalisation",
     R"(static inline void @layer_normalisation(int places, int channels, const float *w, const float *b, const float *x,
                                        float *y) {
  for (int p = 0; p < places; ++p, x += channels, y += channels) {
    float mean = 0, variance = 0;
    for (int c = 0; c < channels; ++c) mean += x[c];
    mean /= (float)channels;
    for (int c = 0; c < channels; ++c) variance += (x[c] - mean) * (x[c] - mean);
    variance /= (float)channels;
    for (int c = 0; c < channels; ++c) y[c] = w[c] * (x[c] - mean) / sqrtf(variance + 1e-5f) + b[c];
  }
}
)"},
    {"group_normalisation",
     R"(static inline void @group_normalisation(int places, int channels, int groups, const float *w, const float *b,
                                        const float *x, float *y) {
  const int size = channels / groups;
  for (int g = 0; g < groups; ++g) {
    float mean = 0, variance = 0;
    for (int p = 0; p < places; ++p) {
      for (int c = g * size; c < (g + 1) * size; ++c) mean += x[p * channels + c];
    }
    mean /= (float)(places * size);
    for (int p = 0; p < places; ++p) {
      for (int c = g * size; c < (g + 1) * size; ++c) {
        variance += (x[p * channels + c] - mean) * (x[p * channels + c] - mean);
      }
    }
    variance /= (float)(places * size);
    for (int p = 0; p < places; ++p) {
      for (int c = g * size; c < (g + 1) * size; ++c) {
        y[p * channels + c] = w[c] * (x[p * channels + c] - mean) / sqrtf(variance + 1e-5f) + b[c];
      }
    }
  }
}
)"},
    {"max_pooling", R"(static inline void @max_pooling(int height, int width, int channels, const float *x, float *y) {
  for (int i = 0; i < height; i += 2) {
    for (int j = 0; j < width; j += 2) {
      for (int c = 0; c < channels; ++c) {
        float largest = x[(i * width + j) * channels + c];
        for (int u = i; u < i + 2 && u < height; ++u) {
          for (int v = j; v < j + 2 && v < width; ++v) {
            const float value = x[(u * width + v) * channels + c];
            if (value > largest) largest = value;
          }
        }
        *y++ = largest;
      }
    }
  }
}
)"},
    {"average_pooling",
     R"(static inline void @average_pooling(int height, int width, int channels, const float *x, float *y) {
  for (int i = 0; i < height; i += 2) {
    for (int j = 0; j < width; j += 2) {
      for (int c = 0; c < channels; ++c) {
        float sum = 0;
        int count = 0;
        for (int u = i; u < i + 2 && u < height; ++u) {
          for (int v = j; v < j + 2 && v < width; ++v, ++count) sum += x[(u * width + v) * channels + c];
        }
        *y++ = sum / (float)count;
      }
    }
  }
}
)"},
    {"upsampling", R"(/* Every pixel becomes 2 x 2 of them, as far as the result reaches. */
static inline void @upsampling(int width, int channels, int out_height, int out_width, const float *x, float *y) {
  for (int i = 0; i < out_height; ++i) {
    for (int j = 0; j < out_width; ++j) {
      for (int c = 0; c < channels; ++c) *y++ = x[(i / 2 * width + j / 2) * channels + c];
    }
  }
}
)"},
    {"patches",
     R"(static inline void @patches(int height, int width, int channels, int patch_height, int patch_width, const float *x,
                            float *y) {
  for (int i = 0; i < height; i += patch_height) {
    for (int j = 0; j < width; j += patch_width) {
      for (int u = i; u < i + patch_height; ++u) {
        for (int v = j * channels; v < (j + patch_width) * channels; ++v) *y++ = x[u * width * channels + v];
      }
    }
  }
}
)"},
    {"add", R"(static inline void @add(int count, const float *a, const float *b, float *y) {
  for (int i = 0; i < count; ++i) y[i] = a[i] + b[i];
}
)"},
    {"attend",
     R"(/* x has the queries, keys and values of every token, one after the other; scores has room for `tokens`. */
static inline void @attend(int tokens, int heads, int size, const float *x, float *scores, float *y) {
  const int width = heads * size;
  for (int h = 0; h < heads; ++h) {
    for (int t = 0; t < tokens; ++t) {
      const float *query = x + t * 3 * width + h * size;
      float *mixed = y + t * width + h * size;
      float largest = -INFINITY, total = 0;
      for (int s = 0; s < tokens; ++s) {
        const float *key = x + (s * 3 + 1) * width + h * size;
        float sum = 0;
        for (int i = 0; i < size; ++i) sum += query[i] * key[i];
        scores[s] = sum / sqrtf((float)size);
        if (scores[s] > largest) largest = scores[s];
      }
      for (int i = 0; i < size; ++i) mixed[i] = 0;
      for (int s = 0; s < tokens; ++s) {
        const float *value = x + (s * 3 + 2) * width + h * size;
        const float share = expf(scores[s] - largest);
        total += share;
        for (int i = 0; i < size; ++i) mixed[i] += share * value[i];
      }
      for (int i = 0; i < size; ++i) mixed[i] /= total;
    }
  }
}
)"},
    {"mean_places", R"(static inline void @mean_places(int places, int channels, const float *x, float *y) {
  for (int c = 0; c < channels; ++c) {
    float sum = 0;
    for (int p = 0; p < places; ++p) sum += x[p * channels + c];
    y[c] = sum / (float)places;
  }
}
)"},
    {"append_label",
     R"(static inline void @append_label(int places, int channels, int classes, int label, const float *x, float *y) {
  for (int p = 0; p < places; ++p) {
    for (int c = 0; c < channels; ++c) *y++ = *x++;
    for (int k = 0; k < classes; ++k) *y++ = k == label ? 1.0f : 0.0f;
  }
}
)"},
    {"relu", R"(static inline void @relu(int count, float *x) {
  for (int i = 0; i < count; ++i) x[i] = x[i] > 0 ? x[i] : 0;
}
)"},
    {"leaky_relu", R"(static inline void @leaky_relu(int count, float *x) {
  for (int i = 0; i < count; ++i) x[i] = x[i] > 0 ? x[i] : 0.01f * x[i];
}
)"},
    {"tanh", R"(static inline void @tanh(int count, float *x) {
  for (int i = 0; i < count; ++i) x[i] = tanhf(x[i]);
}
)"},
    {"sigmoid", R"(static inline void @sigmoid(int count, float *x) {
  for (int i = 0; i < count; ++i) x[i] = 1 / (1 + expf(-x[i]));
}
)"},
    {"gelu", R"(static inline void @gelu(int count, float *x) {
  for (int i = 0; i < count; ++i) {
    x[i] = x[i] / 2 * (1 + tanhf(0.7978845608f * (x[i] + 0.044715f * x[i] * x[i] * x[i])));
  }
}
)"},
    {"silu", R"(static inline void @silu(int count, float *x) {
  for (int i = 0; i < count; ++i) x[i] = x[i] / (1 + expf(-x[i]));
}
)"},
    {"softmax", R"(static inline void @softmax(int count, float *x) {
  float largest = x[0], sum = 0;
  for (int i = 1; i < count; ++i) largest = x[i] > largest ? x[i] : largest;
  for (int i = 0; i < count; ++i) sum += x[i] = expf(x[i] - largest);
  for (int i = 0; i < count; ++i) x[i] /= sum;
}
)"},
    {"copy", R"(static inline void @copy(int count, const float *x, float *y) {
  for (int i = 0; i < count; ++i) y[i] = x[i];
}
)"},
    {"keep_largest", R"(/* The `active` largest values remain, of equal ones the first. */
static inline void @keep_largest(int count, int active, const float *x, float *y) {
  for (int i = 0; i < count; ++i) {
    int before = 0;
    for (int j = 0; j < count; ++j) before += x[j] > x[i] || (x[j] == x[i] && j < i);
    y[i] = before < active ? x[i] : 0;
  }
}
)"},
    {"nearest_entries",
     R"(/* Replaces every vector by the codebook's entry with the least |e|^2 / 2 - z e, the nearest. */
static inline void @nearest_entries(int vectors, int entries, int size, const float *codebook, const float *x,
                                    float *y) {
  for (int v = 0; v < vectors; ++v, x += size, y += size) {
    const float *nearest = codebook;
    float least = INFINITY;
    for (int k = 0; k < entries; ++k) {
      const float *entry = codebook + k * size;
      float square = 0, product = 0;
      for (int i = 0; i < size; ++i) {
        square += entry[i] * entry[i];
        product += x[i] * entry[i];
      }
      if (0.5f * square - product < least) {
        least = 0.5f * square - product;
        nearest = entry;
      }
    }
    for (int i = 0; i < size; ++i) y[i] = nearest[i];
  }
}
)"},
};

std::string replaced(std::string_view text, char mark, const std::string& by) {
  std::string result;
  for (const char c : text) {
    if (c == mark) result += by;
    else result += c;
  }
  return result;
}

std::string n(int number) { return std::to_string(number); }

std::string_view activation_function(Activation activation) {
  switch (activation) {
    case Activation::kLinear: return "";
    case Activation::kRelu: return "relu";
    case Activation::kLeakyRelu: return "leaky_relu";
    case Activation::kTanh: return "tanh";
    case Activation::kSigmoid: return "sigmoid";
    case Activation::kGelu: return "gelu";
    case Activation::kSilu: return "silu";
  }
  return "";
}

}  // namespace

std::string CFunctions::tensor(std::string_view name) const { return model_ + "_" + replaced(name, '.', "_"); }

std::string CFunctions::definitions() const {
  std::string text;
  for (const std::string_view name : used_) {
    text += "\n" + replaced(find_by(kFunctions, &CFunction::name, name)->text, '@', model_ + "_");
  }
  return text;
}

std::string CFunctions::call(std::string_view function, const std::vector<std::string>& arguments) {
  const CFunction* const row = find_by(kFunctions, &CFunction::name, function);
  HG_ASSERT(row, "the library has no such function");
  if (std::find(used_.begin(), used_.end(), row->name) == used_.end()) used_.push_back(row->name);
  std::string line = "  " + model_ + "_" + std::string(function) + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) line += (i == 0 ? "" : ", ") + arguments[i];
  return line + ");\n";
}

std::string CFunctions::activate(Activation activation, int count, const std::string& values) {
  const std::string_view function = activation_function(activation);
  return function.empty() ? "" : call(function, {n(count), values});
}

std::string CFunctions::run(const Operation& o, const std::string& x, const std::string& residual,
                            const std::string& scratch, const std::string& y) {
  const Shape &in = o.input, &out = o.output;
  const std::string w = o.weight.empty() ? "" : tensor(o.weight), b = tensor(o.tensor("bias")), places = n(o.places());
  const auto windowed = [&](std::string_view function) {
    const WindowSide high = o.window.along_height(), wide = o.window.along_width();
    return call(function, {n(in.height), n(in.width), n(in.channels), n(high.kernel), n(wide.kernel), n(high.stride),
                           n(wide.stride), n(high.padding), n(wide.padding), n(out.height), n(out.width),
                           n(out.channels), w, b, x, y});
  };
  const auto calls = [&]() -> std::string {
    switch (o.kind) {
      case OperationKind::kDense:
        return call(o.transposed ? "dense_transposed" : "dense", {places, n(in.channels), n(out.channels), w, b, x, y});
      case OperationKind::kConvolution: return windowed("convolution");
      case OperationKind::kTransposedConvolution: return windowed("transposed_convolution");
      case OperationKind::kBatchNormalisation:
        return call("batch_normalisation", {places, n(in.channels), w, b, tensor(o.tensor("running_mean")),
                                            tensor(o.tensor("running_var")), x, y});
      case OperationKind::kLayerNormalisation: return call("layer_normalisation", {places, n(in.channels), w, b, x, y});
      case OperationKind::kGroupNormalisation:
        return call("group_normalisation", {places, n(in.channels), n(o.groups), w, b, x, y});
      case OperationKind::kMaxPooling: return call("max_pooling", {n(in.height), n(in.width), n(in.channels), x, y});
      case OperationKind::kAveragePooling:
        return call("average_pooling", {n(in.height), n(in.width), n(in.channels), x, y});
      case OperationKind::kUpsampling:
        return call("upsampling", {n(in.width), n(in.channels), n(out.height), n(out.width), x, y});
      case OperationKind::kPatches:
        return call("patches", {n(in.height), n(in.width), n(in.channels), n(o.window.along_height().kernel),
                                n(o.window.along_width().kernel), x, y});
      case OperationKind::kAddPosition: return call("add", {n(in.features()), x, w, y});
      case OperationKind::kAddResidual: return call("add", {n(in.features()), x, residual, y});
      case OperationKind::kAttend:
        return call("attend", {places, n(o.heads), n(out.channels / o.heads), x, scratch, y});
      case OperationKind::kMeanPlaces: return call("mean_places", {places, n(in.channels), x, y});
      case OperationKind::kAppendLabel:
        return call("append_label", {places, n(in.channels), n(out.channels - in.channels), "label", x, y});
    }
    return "";
  };
  return calls() + activate(o.activation, out.features(), y);
}

std::size_t scratch_of(const Operation& operation) {
  return operation.kind == OperationKind::kAttend ? static_cast<std::size_t>(operation.places()) : 0;
}

}  // namespace hourglass
