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
     "the best linear code, computed in one pass: the baseline for every other family", kPca},
    {"linear", "Linear autoencoder", "Baldi and Hornik 1989",
     "learns by gradient descent the subspace that principal components compute", kLinear},
    {"vanilla", "Vanilla autoencoder", "Hinton and Salakhutdinov 2006",
     "encodes the input in a narrow code and reconstructs it", kVanilla},
    {"denoising", "Denoising autoencoder", "Vincent, Larochelle, Bengio and Manzagol 2008",
     "reconstructs the clean input from a corrupted one", kDenoising},
    {"deep", "Deep autoencoder", "Hinton and Salakhutdinov 2006",
     "several layers before and after the code, with batch normalisation", kDeep},
    {"convolutional", "Convolutional autoencoder", "Masci et al. 2011",
     "convolutions share their weights between all places of an image, a signal or a text", kConvolutional},
    {"masked", "Masked autoencoder", "He et al. 2022", "reconstructs the whole sample from a quarter of its patches",
     kMasked},
    {"vae", "Variational autoencoder", "Kingma and Welling 2014",
     "encodes each sample as a distribution close to a standard normal one, so that new ones can be drawn", kVae},
    {"sparse-l1", "Sparse autoencoder, by L1", "Lee, Battle, Raina and Ng 2006",
     "a large code with an L1 penalty, so that each sample uses few of its values", kSparseL1},
    {"sparse-kl", "Sparse autoencoder, by KL", "Ng 2011", "a large code whose units are each active for few samples",
     kSparseKl},
    {"contractive", "Contractive autoencoder", "Rifai, Vincent, Muller, Glorot and Bengio 2011",
     "a code that changes little when the sample changes little", kContractive},
    {"wae", "Wasserstein autoencoder", "Tolstikhin, Bousquet, Gelly and Schoelkopf 2018",
     "matches the distribution of all codes to the prior by the distance between the two", kWae},
    {"adversarial", "Adversarial autoencoder", "Makhzani, Shlens, Jaitly, Goodfellow and Frey 2015",
     "matches the distribution of all codes to the prior by a trained discriminator", kAdversarial},
    {"beta-vae", "Beta-VAE", "Higgins et al. 2017",
     "a variational autoencoder with a larger weight on the divergence, so that each latent takes a meaning of its own",
     kBetaVae},
    {"conditional-vae", "Conditional variational autoencoder", "Sohn, Lee and Yan 2015",
     "gets the class of each sample, so that new ones of a chosen class can be drawn", kConditionalVae},
    {"conv-vae", "Convolutional variational autoencoder", "Kingma and Welling 2014; Radford, Metz and Chintala 2016",
     "a variational autoencoder with convolutions", kConvVae},
    {"vq-vae", "Vector-quantised autoencoder", "van den Oord, Vinyals and Kavukcuoglu 2017",
     "encodes each sample as a small grid of entries of a learned codebook", kVqVae},
    {"k-sparse", "k-sparse autoencoder", "Makhzani and Frey 2013",
     "a wide code of which only the k largest values are kept", kKSparse},
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
