#include "cli/layer_table.h"

#include <algorithm>
#include <cmath>

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "nn/layers.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// Values of the tensors whose names begin with `scope` and a dot.
std::size_t parameters_in(const Autoencoder& network, const std::string& scope) {
  std::size_t values = 0;
  for (const Parameter& p : network.parameters()) {
    if (p.name.starts_with(scope + ".")) values += p.slot.size;
  }
  return values;
}

void append_lines(const Autoencoder& autoencoder, const Network& network, const std::string& side,
                  std::vector<LayerLine>& lines) {
  for (std::size_t i = 0; i < network.layers().size(); ++i) {
    const Layer& layer = *network.layers()[i];
    const std::string name = side + "." + std::to_string(i);
    lines.push_back(
        {name, describe(layer.spec()), layer.output_shape(), parameters_in(autoencoder, name), layer.multiply_adds()});
  }
}

std::string shape_text(const Shape& s) {
  if (s.height * s.width == 1) return std::to_string(s.channels);
  return std::to_string(s.height) + " x " + std::to_string(s.width) + " x " + std::to_string(s.channels);
}

std::string whole(double number) { return grouped(static_cast<std::uint64_t>(std::llround(number))); }

LayerLine sum_of(const std::vector<LayerLine>& lines) {
  LayerLine sum{"sum", "", {}, 0, 0};
  for (const LayerLine& line : lines) {
    sum.parameters += line.parameters;
    sum.multiply_adds += line.multiply_adds;
  }
  return sum;
}

}  // namespace

Result<std::vector<LayerLine>> layer_lines(const Model& model) {
  const auto architecture = resolve_architecture(model.settings, {model.input, model.description});
  if (!architecture) return architecture.error();
  const Autoencoder network(*architecture);
  std::vector<LayerLine> lines;
  append_lines(network, network.encoder(), "encoder", lines);
  const std::string id(bottleneck_row(architecture->bottleneck).id);
  lines.push_back({"bottleneck", id, code_shape(network.architecture()), parameters_in(network, "bottleneck"), 0});
  append_lines(network, network.decoder(), "decoder", lines);
  return lines;
}

void print_layers(const Output& output, const std::vector<LayerLine>& lines) {
  std::size_t widest = 0;
  for (const LayerLine& line : lines) widest = std::max(widest, line.description.size());
  const auto print = [&](const std::string& name, const std::string& description, const std::string& shape,
                         const std::string& parameters, const std::string& multiply_adds) {
    output.line("  " + left_aligned(name, 12) + left_aligned(description, widest + 2) + left_aligned(shape, 14) +
                right_aligned(parameters, 12) + right_aligned(multiply_adds, 16));
  };
  print("layer", "", "output", "parameters", "multiply-adds");
  for (const LayerLine& line : lines) {
    print(line.name, line.description, shape_text(line.output), grouped(line.parameters), whole(line.multiply_adds));
  }
  const LayerLine sum = sum_of(lines);
  print(sum.name, "", "", grouped(sum.parameters), whole(sum.multiply_adds));
}

Json layers_json(const std::vector<LayerLine>& lines) {
  Json layers = Json::array();
  for (const LayerLine& line : lines) {
    layers.push_back({{"name", line.name},
                      {"description", line.description},
                      {"output", {line.output.height, line.output.width, line.output.channels}},
                      {"parameters", line.parameters},
                      {"multiply_adds", std::llround(line.multiply_adds)}});
  }
  return layers;
}

}  // namespace hourglass
