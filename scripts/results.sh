#!/usr/bin/env bash
# Runs the experiments of docs/results.md and writes their figures into its table; usage below. Each experiment is one row of ROWS.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TABLE=$ROOT/docs/results.md
MODELS=$ROOT/build/results
PROGRAM=${HOURGLASS_PROGRAM:-$ROOT/build/release/hourglass}
MNIST=${HOURGLASS_MNIST:-}
ON_FASHION= # yes: the rows on MNIST are run on Fashion-MNIST
FASHION=${HOURGLASS_FASHION:-/usr/share/datasets/fashion-mnist}

# name | target | the figure, as a JavaScript expression of r, the last command's JSON, and all, the list of all commands' |
# commands, separated by ";;". In commands, DATA is MNIST's folder, FASHION that of Fashion-MNIST and OUT the folder for models;
# commands with SEED are run with 1 to 5 in its place.
ROWS=(
  "pca | PCA at k = 2, 10, 20, 30, 32: 0.05567, 0.03407, 0.02354, 0.01769, 0.01683 MSE per pixel
   | r.ranks.map((row) => row.mse_per_pixel.toFixed(5)).join(', ')
   | pca --data DATA --ranks 2,10,20,30,32"
  "linear | within 1 % of PCA's error at 32 codes (0.01683)
   | r.mse_per_pixel.toFixed(5)
   | train --family linear --latent 32 --data DATA"
  "deep | 784-1000-500-250-30, squared error per image at most 2.9 within 6 minutes
   | r.squared_error_per_image.toFixed(3)
   | train --family deep --activation gelu --epochs 60 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/deep"
  "deep-shifted | the same with training images shifted by up to a pixel: at most 2.5 within 15 minutes
   | r.squared_error_per_image.toFixed(3)
   | train --family deep --activation gelu --shift 1 --epochs 76 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/deep-shifted"
  "vae | 784-400-40-400-784 on binarised MNIST, 50,000 images: -log p(x) by 200 samples at most 90.5 within 20 minutes
   | r.nll_per_image.toFixed(2)
   | train --family vae --hidden 400 --latent 40 --activation gelu --binarise on --validation 0.16667
     --patience 1000 --epochs 550 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/vae
     ;; evaluate OUT/vae --nll 200"
  "nll-1 | the bound at K = 1, for the falling row K = 1, 10, 200
   | r.nll_per_image.toFixed(2)
   | evaluate OUT/vae --nll 1"
  "nll-10 | the bound at K = 10
   | r.nll_per_image.toFixed(2)
   | evaluate OUT/vae --nll 10"
  "denoising | Gaussian noise of 0.5: at least +9 dB over the noisy images and +2 dB over PCA's best rank
   | '+' + r.gain_db.toFixed(2) + ' dB over noisy, +' + r.gain_over_pca_db.toFixed(2) + ' dB over PCA of rank ' + r.pca_rank
   | train --family denoising --corruption gaussian --corruption-strength 0.5 --data DATA --save OUT/denoising
     ;; denoise OUT/denoising"
  "k-sparse | 1000 hidden, k = 25, logistic regression on the codes: error at most 1.8 %
   | (100 * r.held_out_error).toFixed(2) + ' %'
   | train --family k-sparse --latent 1000 --active 25 --tied on --output-activation linear --corruption masking
     --corruption-strength 0.3 --active-factor 3 --epochs 30 --active-epochs 22 --schedule cosine --data DATA --save OUT/k-sparse
     ;; probe OUT/k-sparse"
  "code-16-dense | the best dense family at 16 codes, test MSE per pixel
   | r.mse_per_pixel.toFixed(5)
   | train --family deep --latent 16 --activation gelu --epochs 10 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/code-16-dense"
  "code-16-convolutional | lower than dense at 16 codes
   | r.mse_per_pixel.toFixed(5)
   | train --family convolutional --hidden 256 --latent 16 --activation gelu --epochs 20 --schedule one-cycle
     --learning-rate 0.003 --data DATA --save OUT/code-16-convolutional"
  "anomaly | one class normal, mean AUC over the ten digits at least 0.965, better than PCA on at least 8
   | r.mean_auc.toFixed(4) + ' (PCA of rank ' + r.pca_rank + ': ' + r.pca_mean_auc.toFixed(4) + '; better on ' + r.better_than_pca + ')'
   | anomaly --score error --family vae --hidden 512,256 --latent 16 --beta 3 --epochs 60 --schedule one-cycle
     --learning-rate 0.002 --data DATA"
  "shapes | beta-VAE, mean over seeds 1 to 5: mutual information gap at least 0.35, FactorVAE score at least 0.8
   | factors(all)
   | train --data shapes --seed SEED --samples 4000 --family beta-vae --loss mse --hidden 128,64 --activation leaky-relu --latent 8
     --beta 4 --capacity 12 --capacity-epochs 50 --batch 64 --learning-rate 0.003 --epochs 60 --save OUT/shapes
     ;; disentangle OUT/shapes"
  "heartbeats | arrhythmias among healthy beats: AUC by reconstruction error at least 0.97
   | 'reconstruction error ' + auc(r, 'error') + ', standardised ' + auc(r, 'standardised') + ' (PCA of rank ' + r.pca_rank + ': ' +
     auc(r, 'pca') + ', neighbours ' + auc(r, 'neighbours') + ', isolation forest ' + auc(r, 'isolation-forest') + ')'
   | anomaly --data heartbeats --held-out-samples 10000 --family vanilla --hidden 128,64 --activation leaky-relu --latent 8
     --batch 64 --epochs 60"
  "transactions | frauds, 1 % of all payments: average precision at least 0.5
   | precision(r, 'hidden') + ' with hidden columns, reconstruction error ' + precision(r, 'error') + ' (PCA of rank ' + r.pca_rank +
     ': ' + precision(r, 'pca') + ', neighbours ' + precision(r, 'neighbours') + ', isolation forest ' +
     precision(r, 'isolation-forest') + ')'
   | anomaly --data transactions --held-out-samples 20000 --family denoising --corruption masking --corruption-strength 0.5
     --hidden 64 --latent 16 --batch 64 --epochs 100"
  "transactions-unlabelled | the same, learned from all payments, frauds among them
   | precision(r, 'hidden') + ' with hidden columns (PCA of rank ' + r.pca_rank + ': ' + precision(r, 'pca') + ', neighbours ' +
     precision(r, 'neighbours') + ', isolation forest ' + precision(r, 'isolation-forest') + ')'
   | anomaly --data transactions --anomalies 1 --held-out-samples 20000 --family denoising --corruption masking
     --corruption-strength 0.5 --hidden 64 --latent 16 --batch 64 --epochs 100"
  "vq-vae | 7x7 codes of 64 entries: codebook use at least 90 %, MSE per pixel at most 0.006
   | r.mse_per_pixel.toFixed(5) + ', codebook use ' + (100 * r.codebook_use).toFixed(0) + ' %'
   | train --family vq-vae --epochs 4 --data DATA --save OUT/vq-vae ;; evaluate OUT/vq-vae"
  "adversarial | 8 codes: each mean within 0.1 of 0, each deviation within 0.15 of 1
   | code(r)
   | train --family adversarial --latent 8 --activation leaky-relu --schedule cosine --data DATA --save OUT/adversarial ;; evaluate OUT/adversarial"
  "wae | 8 codes: each mean within 0.1 of 0, each deviation within 0.15 of 1
   | code(r)
   | train --family wae --latent 8 --mmd 20 --schedule cosine --data DATA --save OUT/wae ;; evaluate OUT/wae"
  "conditional | a classifier trained on MNIST reads at least 95 % of the generated digits as asked
   | (100 * r.read_as_asked).toFixed(2) + ' % (of real test images ' + (100 * r.judge_held_out_accuracy).toFixed(2) + ' %)'
   | train --family conditional-vae --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/conditional
     ;; generate OUT/conditional --count 10000 --judge DATA"
  "compression | 0.15 bits per pixel: at least 6 dB over JPEG and 2 dB over PCA at equal bytes
   | rate(r)
   | train --family deep --hidden 512,256 --latent 32 --activation gelu --epochs 12 --schedule one-cycle --learning-rate 0.003
     --data DATA --save OUT/compression ;; rate OUT/compression --bits 0.15"
  "compression-pca | the same beside PCA of as many components as serve it best
   | rate(r)
   | rate OUT/compression --bits 0.15 --components 64"
  "small | 784-1000-500-250-30 with int8 weights: at most 27 % of the bytes, squared error at most 3 % higher
   | smaller(all[1], all[2]) + '; f16: ' + smaller(all[1], all[3])
   | train --family deep --activation gelu --epochs 20 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/deep-20
     ;; export OUT/deep-20 --format safetensors --weights f32 -o OUT/deep-f32
     ;; export OUT/deep-20 --format safetensors --weights int8 -o OUT/deep-int8
     ;; export OUT/deep-20 --format safetensors --weights f16 -o OUT/deep-f16"
  "vanilla | the default network, 784-128-32-128-784: below PCA of 32 (0.01683 on MNIST, 0.01514 on Fashion-MNIST)
   | r.mse_per_pixel.toFixed(5)
   | train --family vanilla --data DATA --save OUT/vanilla"
  "masked-pca | PCA of the masked code's size, for the next row: error of the linear probe
   | (100 * r.held_out_error).toFixed(2) + ' %'
   | probe --pca 32 --data DATA"
  "masked | 75 % hidden; the linear probe on the code of the whole image: at least 2 points better than PCA
   | (100 * r.held_out_error).toFixed(2) + ' %'
   | train --family masked --epochs 15 --schedule one-cycle --learning-rate 0.003 --data DATA --save OUT/masked ;; probe OUT/masked"
  "few-labels | a linear probe on 1,000 labels, 100 of each class: codes at least 5 points over PCA of the same size
   | labelled(r, 'model') + '; PCA ' + labelled(r, 'pca') + '; pixels ' + labelled(r, 'pixels')
   | features OUT/masked --labels 100"
  "groups | ten groups by k-means among the codes, without labels: normalised mutual information at least 0.75, mean over 5 seeds
   | grouped(all, 0) + '; PCA ' + grouped(all, 1) + '; pixels ' + grouped(all, 2)
   | groups OUT/masked --count 10 --draw SEED"
)

# Functions for the expressions of figures.
HELPERS='const code = (r) => "means within " + Math.max(...r.code_mean.map(Math.abs)).toFixed(3) +
  ", deviations " + Math.min(...r.code_deviation).toFixed(3) + " to " + Math.max(...r.code_deviation).toFixed(3);
const rate = ({ points: [point], pca_components }) => {
  const bits = (row) => row.bits_per_value.toFixed(4) + " bits", over = (row) => (point.model.psnr_db - row.psnr_db).toFixed(2);
  return point.model.psnr_db.toFixed(2) + " dB at " + bits(point.model) + "; +" + over(point.jpeg) + " over JPEG at " +
    bits(point.jpeg) + ", +" + over(point.pca) + " over PCA of " + pca_components + " at " + bits(point.pca);
};
const method = (r, id) => r.classes[0].methods.find((row) => row.method === id);
const auc = (r, id) => method(r, id).auc.toFixed(4);
const precision = (r, id) => method(r, id).average_precision.toFixed(3);
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
const labelled = (r, id) => (100 - 100 * r.inputs.find((input) => input.id === id).curve[0].linear.accuracy).toFixed(2) + " % wrong";
const grouped = (all, i) => mean(all.map((r) => r.inputs[i].normalised_mutual_information)).toFixed(3);
const smaller = (whole, { bytes, held_out, held_out_before }) => (100 * bytes / whole.bytes).toFixed(1) + " % of the bytes, squared error " +
  held_out.squared_error_per_image.toFixed(3) + " after " + held_out_before.squared_error_per_image.toFixed(3);
const factors = (all) => {
  const runs = all.filter((result) => result.factors);
  const gaps = runs[0].factors.map(({ factor }, k) => factor + " " + mean(runs.map((run) => run.factors[k].gap)).toFixed(2));
  return "gap " + mean(runs.map((run) => run.mutual_information_gap)).toFixed(3) + " (" + gaps.join(", ") +
    "), FactorVAE score " + mean(runs.map((run) => run.factor_vae_score)).toFixed(3);
};'

usage() {
  cat <<'USAGE'
usage: HOURGLASS_MNIST=FOLDER [HOURGLASS_FASHION=FOLDER] scripts/results.sh [--list] [--fashion] [ROW]...

Runs the experiments named (all of them without a name) and writes their figures, with date, machine and seconds, into
the table of docs/results.md; rows that are not run stay as they are. With --fashion the rows on MNIST run on Fashion-MNIST
instead, with the same settings, and their figures go into the second table. Those on built-in sets need no HOURGLASS_MNIST.
Fashion-MNIST is by default that of Debian's package dataset-fashion-mnist. Models and logs are kept in build/results.
HOURGLASS_PROGRAM is the program to use; default build/release/hourglass.
USAGE
}

# Field $2 of row $1, with blanks and line ends collapsed to single blanks.
field() {
  local text
  text=$(tr '\n' ' ' <<<"$1" | cut -d '|' -f "$2" | tr -s ' ')
  text=${text# }
  printf '%s' "${text% }"
}

# The commands of row $1, one per line, with DATA, FASHION and OUT replaced by folders and SEED by numbers.
commands_of() {
  local text seed
  text=$(field "$1" 4 | sed -e 's/ *;; */\n/g' | sed -e "s|DATA|$MNIST|g" -e "s|FASHION|$FASHION|g" -e "s|OUT|$MODELS|g")
  case $text in
    *SEED*) for seed in 1 2 3 4 5; do printf '%s\n' "${text//SEED/$seed}"; done ;;
    *) printf '%s\n' "$text" ;;
  esac
}

# The commands of row $1 as the table shows them: as a user would type them.
# shellcheck disable=SC2016 # backquotes are Markdown's
documented() {
  field "$1" 4 | sed -e 's/ *;; */`<br>`hourglass /g' -e 's/^/`hourglass /' -e 's/$/`/' -e 's|DATA|mnist/|g' -e 's|FASHION|fashion-mnist/|g' -e 's|OUT/||g'
}

machine() {
  local model
  model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1 | tr -s ' ')
  printf '%s, %s' "${model:-unknown processor}" "$([ "$(nproc)" = 1 ] && echo '1 core' || echo "$(nproc) cores")"
}

# Replace the line of row $1 in the table by $2, or add it at the end of the table.
# shellcheck disable=SC2016 # the dollar signs are JavaScript's
write_row() {
  node -e '
    const { readFileSync, writeFileSync } = require("node:fs");
    const [file, name, line] = process.argv.slice(1);
    const lines = readFileSync(file, "utf8").split("\n");
    const own = lines.findIndex((text) => text.startsWith(`| ${name} |`));
    const end = lines.indexOf(name.startsWith("fashion ") ? "<!-- end of the table of Fashion-MNIST -->" : "<!-- end of the table -->");
    if (own >= 0) lines[own] = line;
    else lines.splice(end, 0, line);
    writeFileSync(file, lines.join("\n"));
  ' "$TABLE" "$1" "$2"
}

# The figure that expression $1 gives for the JSON of the commands, $2 and those after it.
figure() {
  node -e "$HELPERS const all = process.argv.slice(1).map((text) => JSON.parse(text)), r = all.at(-1); console.log($1);" "${@:2}"
}

# Whether row $1 is one on MNIST: its commands read DATA, or a model that another row has made of it.
runs_on_mnist() {
  case $1 in
    *"--data shapes"* | *"--data heartbeats"* | *"--data transactions"*) return 1 ;;
    *DATA* | *OUT/*) return 0 ;;
  esac
  return 1
}

# Run row $1 and write its line into the table.
run_row() {
  local row=$1 name log start=$SECONDS json='' line found command=() all=()
  name=$(field "$row" 1) log=$MODELS/$name.log
  if [ -n "$ON_FASHION" ] && ! runs_on_mnist "$row"; then
    echo "scripts/results.sh: $name is no row on MNIST" >&2
    return 1
  fi
  case $row in
    *DATA*) [ -d "$MNIST" ] || { echo "scripts/results.sh: HOURGLASS_MNIST must name the folder of MNIST's four files" >&2; return 1; } ;;
  esac
  : >"$log"
  while IFS= read -r line || [ -n "$line" ]; do
    echo "$name: hourglass $line"
    read -r -a command <<<"$line"
    json=$("$PROGRAM" "${command[@]}" --json 2>>"$log" | tail -n 1) || { echo "$name failed; see $log" >&2; return 1; }
    printf '%s\n' "$json" >>"$log"
    all+=("$json")
  done < <(commands_of "$row")
  found=$(figure "$(field "$row" 3)" "${all[@]}")
  if [ -n "$ON_FASHION" ]; then
    write_row "fashion $name" "| fashion $name | $found | $((SECONDS - start)) | $(date -u +%F), $(machine) |"
    echo "  $found ($((SECONDS - start)) s)"
    return
  fi
  line="| $name | $(field "$row" 2) | $(documented "$row") | $found | $((SECONDS - start)) | $(date -u +%F), $(machine) |"
  write_row "$name" "$line"
  echo "  $found ($((SECONDS - start)) s)"
}

# For every row that the table lacks, add a line with its commands and "not run yet".
add_missing() {
  local row name
  for row in "${ROWS[@]}"; do
    name=$(field "$row" 1)
    grep -q "^| $name |" "$TABLE" || write_row "$name" "| $name | $(field "$row" 2) | $(documented "$row") | not run yet | | |"
  done
}

main() {
  local row wanted failed=0 found
  case ${1:-} in
    --help | -h) usage; return ;;
    --list) for row in "${ROWS[@]}"; do field "$row" 1; echo; done; return ;;
    --skeleton) add_missing; return ;;
    --fashion)
      shift
      ON_FASHION=yes MNIST=$FASHION MODELS=$MODELS/fashion
      ;;
    -*) usage >&2; exit 2 ;;
  esac
  [ -x "$PROGRAM" ] || { echo "scripts/results.sh: no program at $PROGRAM; build it first (docs/building.md)" >&2; exit 2; }
  mkdir -p "$MODELS"
  add_missing
  if [ $# = 0 ]; then
    for row in "${ROWS[@]}"; do
      if [ -z "$ON_FASHION" ] || runs_on_mnist "$row"; then run_row "$row" || failed=1; fi
    done
    return $failed
  fi
  for wanted in "$@"; do
    found=''
    for row in "${ROWS[@]}"; do
      [ "$(field "$row" 1)" != "$wanted" ] || { found=yes; run_row "$row" || failed=1; }
    done
    [ -n "$found" ] || { echo "scripts/results.sh: no row $wanted (--list names them)" >&2; exit 2; }
  done
  return $failed
}

main "$@"
