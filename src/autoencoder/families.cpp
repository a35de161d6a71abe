#include "autoencoder/families.h"

namespace hourglass {
namespace {

using FamilySetting = std::pair<std::string_view, std::string_view>;

constexpr FamilySetting kPca[] = {{"solver", "closed-form"},
                                  {"hidden", ""},
                                  {"code_activation", "linear"},
                                  {"output_activation", "linear"},
                                  {"loss", "mse"},
                                  {"bottleneck", "plain"},
                                  {"epochs", "1"}};
constexpr FamilySetting kLinear[] = {
    {"hidden", ""},  {"activation", "linear"}, {"code_activation", "linear"}, {"output_activation", "linear"},
    {"loss", "mse"}, {"bottleneck", "plain"},  {"learning_rate", "0.002"}};
constexpr FamilySetting kVanilla[] = {{"bottleneck", "plain"}, {"loss", "mse"}};
constexpr FamilySetting kSparseL1[] = {
    {"hidden", ""}, {"latent", "256"}, {"code_activation", "relu"}, {"loss", "bce"}, {"l1", "0.1"}};
constexpr FamilySetting kSparseKl[] = {
    {"hidden", ""}, {"latent", "256"}, {"code_activation", "sigmoid"}, {"loss", "bce"}, {"sparsity", "0.5"}};
constexpr FamilySetting kContractive[] = {
    {"hidden", ""}, {"latent", "256"}, {"code_activation", "sigmoid"}, {"loss", "bce"}, {"contractive", "0.1"}};
constexpr FamilySetting kDenoising[] = {
    {"corruption", "gaussian"}, {"corruption_strength", "0.5"}, {"hidden", "512"}, {"latent", "64"}, {"loss", "bce"}};
constexpr FamilySetting kVae[] = {{"bottleneck", "gaussian"},
                                  {"loss", "bce"},
                                  {"hidden", "400"},
                                  {"latent", "20"},
                                  {"initialiser", "xavier-uniform"}};
constexpr FamilySetting kDeep[] = {
    {"bottleneck", "plain"}, {"loss", "mse"}, {"hidden", "1000,500,250"}, {"latent", "30"}, {"normalisation", "batch"}};
constexpr FamilySetting kConvolutional[] = {
    {"bottleneck", "plain"}, {"loss", "mse"}, {"conv", "16,32"}, {"hidden", ""}, {"normalisation", "batch"}};
constexpr FamilySetting kMasked[] = {{"bottleneck", "plain"},
                                     {"loss", "bce"},
                                     {"transformer", "2"},
                                     {"patch", "4"},
                                     {"heads", "4"},
                                     {"token_width", "64"},
                                     {"masked", "0.75"},
                                     {"hidden", ""},
                                     {"decoder_hidden", "256,512"},
                                     {"learning_rate", "0.002"}};

constexpr FamilySetting kWae[] = {{"hidden", "512,256"}, {"latent", "8"}, {"loss", "mse"}, {"mmd", "10"}};
constexpr FamilySetting kAdversarial[] = {
    {"hidden", "512,256"}, {"latent", "8"}, {"loss", "mse"}, {"adversarial", "5"}};
constexpr FamilySetting kBetaVae[] = {{"bottleneck", "gaussian"}, {"loss", "bce"}, {"hidden", "400"},
                                      {"latent", "10"},           {"beta", "4"},   {"initialiser", "xavier-uniform"}};
constexpr FamilySetting kKSparse[] = {{"bottleneck", "top-k"}, {"loss", "mse"},  {"hidden", ""},
                                      {"latent", "1000"},      {"active", "25"}, {"active_epochs", "5"}};

constexpr FamilySetting kConditionalVae[] = {{"bottleneck", "gaussian"},
                                             {"condition", "label"},
                                             {"loss", "bce"},
                                             {"hidden", "400"},
                                             {"latent", "8"},
                                             {"beta", "2"},
                                             {"initialiser", "xavier-uniform"}};
constexpr FamilySetting kConvVae[] = {
    {"bottleneck", "gaussian"}, {"loss", "bce"}, {"conv", "32,64"}, {"hidden", "256"}, {"latent", "20"}};
constexpr FamilySetting kVqVae[] = {{"bottleneck", "vector-quantised"},
                                    {"loss", "mse"},
                                    {"conv", "32,64"},
                                    {"hidden", ""},
                                    {"codebook", "64"},
                                    {"code_channels", "16"}};

constexpr Family kFamilies[] = {
    {"pca", "Principal components", "Pearson 1901",
     "the best linear code there is, computed at once: what every other family has to beat", kPca},
    {"linear", "Linear autoencoder", "Baldi and Hornik 1989",
     "learns by gradients the plane that principal components compute", kLinear},
    {"vanilla", "Vanilla autoencoder", "Hinton and Salakhutdinov 2006",
     "squeezes the input through a narrow code and paints it again", kVanilla},
    {"denoising", "Denoising autoencoder", "Vincent, Larochelle, Bengio and Manzagol 2008",
     "gets a damaged input and has to paint the clean one", kDenoising},
    {"deep", "Deep autoencoder", "Hinton and Salakhutdinov 2006",
     "many layers on both sides of the code, kept trainable by batch normalisation", kDeep},
    {"convolutional", "Convolutional autoencoder", "Masci et al. 2011",
     "small windows move over the image, so that what is learned in one place serves in all", kConvolutional},
    {"masked", "Masked autoencoder", "He et al. 2022",
     "paints the whole image after a look at a quarter of its patches", kMasked},
    {"vae", "Variational autoencoder", "Kingma and Welling 2014",
     "codes are distributions close to a normal one, so that new samples can be drawn", kVae},
    {"sparse-l1", "Sparse autoencoder, by L1", "Lee, Battle, Raina and Ng 2006",
     "a large code of which each image may use little: every value has its price", kSparseL1},
    {"sparse-kl", "Sparse autoencoder, by KL", "Ng 2011", "a large code whose units are each on for few images only",
     kSparseKl},
    {"contractive", "Contractive autoencoder", "Rifai, Vincent, Muller, Glorot and Bengio 2011",
     "codes that stay where they are when the image changes a little", kContractive},
    {"wae", "Wasserstein autoencoder", "Tolstikhin, Bousquet, Gelly and Schoelkopf 2018",
     "codes that as a whole look like draws of the prior, by a distance between the two", kWae},
    {"adversarial", "Adversarial autoencoder", "Makhzani, Shlens, Jaitly, Goodfellow and Frey 2015",
     "codes that a trained opponent cannot tell from draws of the prior", kAdversarial},
    {"beta-vae", "Beta-VAE", "Higgins et al. 2017",
     "a variational autoencoder that pays more for its code, so that each latent finds its own meaning", kBetaVae},
    {"conditional-vae", "Conditional variational autoencoder", "Sohn, Lee and Yan 2015",
     "is told the class of each image, and so paints new ones of the class asked for", kConditionalVae},
    {"conv-vae", "Convolutional variational autoencoder", "Kingma and Welling 2014; Radford, Metz and Chintala 2016",
     "a variational autoencoder that sees images through small windows", kConvVae},
    {"vq-vae", "Vector-quantised autoencoder", "van den Oord, Vinyals and Kavukcuoglu 2017",
     "writes each image as a small grid of words from a codebook that it learns", kVqVae},
    {"k-sparse", "k-sparse autoencoder", "Makhzani and Frey 2013",
     "a wide code of which only the k largest values remain", kKSparse},
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
