#include "autoencoder/families.h"

namespace hourglass {
namespace {

using FamilySetting = std::pair<std::string_view, std::string_view>;

constexpr FamilySetting kVanilla[] = {{"bottleneck", "plain"}, {"loss", "mse"}};
constexpr FamilySetting kVae[] = {
    {"bottleneck", "gaussian"}, {"loss", "bce"},  {"hidden", "400"},
    {"latent", "20"},           {"initialiser", "xavier-uniform"}};

constexpr Family kFamilies[] = {
    {"vanilla", "Vanilla autoencoder", "Hinton and Salakhutdinov 2006",
     "squeezes the input through a narrow code and paints it again", kVanilla},
    {"vae", "Variational autoencoder", "Kingma and Welling 2014",
     "codes are distributions close to a normal one, so that new samples can be drawn", kVae},
};

}  // namespace

std::span<const Family> families() { return kFamilies; }

const Family* find_family(std::string_view id) {
  for (const Family& family : kFamilies) {
    if (family.id == id) return &family;
  }
  return nullptr;
}

}  // namespace hourglass
