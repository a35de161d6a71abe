#!/usr/bin/env bash
# Tests the tests: makes one mistake at a time in a copy of the sources, and checks that a test fails.
#
#   tests/mutants.sh          every mutant
#   tests/mutants.sh NAME...  only these
#   tests/mutants.sh --check  only that every mutant changes its file; builds nothing
#
# The copy and its build stay in build/mutants, so that a second run rebuilds only the files that mutants change.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
WORK=$ROOT/build/mutants
TREE=$WORK/tree
BUILD=$WORK/build

# name ~ program ~ tests to run (all if empty) ~ file in src ~ sed edit
MUTANTS=$(cat <<'EOF'
mse-gradient-sign            ~ gradients ~ ~ nn/loss.kernel.cpp ~ s/(Real(2) \* scale) \* difference/(Real(-2) * scale) * difference/
bce-gradient-unscaled        ~ gradients ~ ~ nn/loss.kernel.cpp ~ s/scale \* where_known(sigmoid_of(logit) - t, t)/where_known(sigmoid_of(logit) - t, t)/
bce-target-sign              ~ gradients ~ ~ nn/loss.kernel.cpp ~ s/softplus_of(logit) - logit \* t/softplus_of(logit) + logit * t/
batch-mean-dropped           ~ gradients ~ ~ autoencoder/autoencoder.cpp ~ s/Real(1) \/ static_cast<Real>(pass.batch)/Real(1)/
weight-not-transposed        ~ gradients ~ ~ nn/dense.cpp ~ s/: transposed(weight, inputs_)/: rows(weight, outputs_)/
bias-gradient-misses-sample  ~ gradients ~ ~ nn/dense.kernel.cpp ~ s/int n = 0; n < batch/int n = 1; n < batch/
sigmoid-slope                ~ gradients ~ ~ nn/activation.kernel.cpp ~ s/return y \* (one - y)/return y * (one + y)/
tanh-slope                   ~ gradients ~ ~ nn/activation.kernel.cpp ~ s/return one - y \* y/return one - y/
leaky-slope-flat             ~ gradients ~ ~ nn/activation.kernel.cpp ~ s/one : splat(kLeakySlope)/one : zero/
gelu-slope-constant          ~ gradients ~ ~ nn/activation.kernel.cpp ~ s/0.134145/0.044715/
kl-sign                      ~ gradients ~ ~ autoencoder/gaussian.kernel.cpp ~ s/exp_of(log_variance) - Real(1) - log_variance/exp_of(log_variance) - Real(1) + log_variance/
kl-gradient-of-mean          ~ gradients ~ ~ autoencoder/gaussian.kernel.cpp ~ s/d + weight \* load_some/d - weight * load_some/
posterior-deviation          ~ gradients ~ ~ autoencoder/gaussian.kernel.cpp ~ s/(Real(0.5) \* deviation)/deviation/
beta-ignored                 ~ gradients ~ ~ autoencoder/gaussian_bottleneck.cpp ~ s/scale \* static_cast<Real>(weight(pass))/scale/
input-gradient-transposed    ~ gradients ~ ~ nn/dense.cpp ~ s/: rows(weight, inputs_)/: transposed(weight, outputs_)/
gemm-edge-off-by-one         ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/smaller(kTileColumns, block.column_end - column)/smaller(kTileColumns, block.column_end - column + 1)/
gemm-tile-too-tall           ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/return rows >= 2 ? 2 : 1;/return 2;/
gemm-slice-restarts          ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/slice.begin > 0 || //
gemm-slice-misses-last       ~ units ~ [gemm] ~ core/gemm.cpp ~ s/std::min(depth, k - i \* depth), i/std::min(depth, k - i * depth - (i > 0)), i/
gemm-tail-at-every-slice     ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/!slice.last || !g.tail.apply/!g.tail.apply/
gemm-tail-at-every-edge      ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/slice.last && g.tail.apply/g.tail.apply/
gemm-panel-misses-last       ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/copy_rows(source, b.row, slice.depth, used/copy_rows(source, b.row, slice.depth - 1, used/
dots-forget-their-rest       ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/if (whole < depth) {/if (whole + 1 < depth) {/
dots-forget-their-start      ~ units ~ [gemm] ~ core/gemm.kernel.cpp ~ s/start ? start\[j + r\] + dots\[r\] : dots\[r\]/dots[r]/
hand-out-forgets-column      ~ units ~ [gemm] ~ core/gemm.cpp ~ s/ \* g.n + block.column_begin, columns/ * g.n, columns/
last-task-not-dealt          ~ units ~ [threads] ~ core/thread_pool.cpp ~ s|(i + 1) / threads);|(i + 1) / threads - (i + 1 == threads));|
threads-share-one-scratch    ~ units ~ [threads] ~ core/thread_pool.cpp ~ s/scratch_.data() + i \* kScratchReals/scratch_.data() + 0 * i * kScratchReals/
weight-updated-before-use    ~ units ~ [update] ~ nn/dense.cpp ~ /^  if (d_x) {/,/^  }/{H;d};/finish_gradient(pass, weight_, weight/G
update-piece-misplaced       ~ units ~ [update] ~ nn/layer.cpp ~ s/to.offset + static_cast<std::size_t>(offset)/to.offset/
update-forgets-bias          ~ units ~ [update] ~ nn/layer.cpp ~ s/  if (pass.update) pass.update->apply/  if (false) pass.update->apply/
bands-overwrite-each-other   ~ gradients ~ ~ nn/convolution.cpp ~ s/band.begin == 0 ? Accumulate::kAssign : Accumulate::kAdd/Accumulate::kAssign/
bands-overwrite-transposed   ~ gradients ~ ~ nn/transposed_convolution.cpp ~ s/band.begin == 0 ? Accumulate::kAssign : Accumulate::kAdd/Accumulate::kAssign/
window-ignores-padding       ~ units ~ [reference] ~ nn/patches.kernel.cpp ~ s/row \* vertical.stride - vertical.padding, /row * vertical.stride, /
patch-misses-column          ~ gradients ~ ~ nn/patches.kernel.cpp ~ s/static_cast<std::ptrdiff_t>(columns.end) \* g.channels/(columns.end - 1) * g.channels/
group-left-out               ~ gradients ~ ~ nn/patches.kernel.cpp ~ s/int term = 1; term < terms/int term = 2; term < terms/
convolution-input-gradient   ~ gradients ~ ~ nn/convolution.cpp ~ s/\.b = rows(pass.parameters + weight_.offset, patch_reals(g))/.b = transposed(pass.parameters + weight_.offset, outputs_)/
weight-axes-exchanged        ~ units ~ [reference] ~ nn/patches.h ~ s/{0, 2, 3, 1}/{0, 3, 2, 1}/
adam-bias-correction         ~ units ~ [reference] ~ nn/optimiser.cpp ~ s/power(0.9, step)/power(0.9, step + 1)/
momentum-dropped             ~ units ~ [reference] ~ nn/optimiser.kernel.cpp ~ s/step.momentum \* load_some(velocity + i, count) + //
nesterov-does-not-look-ahead ~ units ~ [reference] ~ nn/optimiser.kernel.cpp ~ s/(g + step.momentum \* v)/v/
adamw-decay-dropped          ~ units ~ [reference] ~ nn/optimiser.kernel.cpp ~ s/p = p - shrinking \* p/p = p/
decay-sign                   ~ units ~ [reference] ~ nn/optimiser.kernel.cpp ~ s/g : g + decay/g : g - decay/
rmsprop-forgets-faster       ~ units ~ [reference] ~ nn/optimiser.kernel.cpp ~ s/gain = Real(0.01)/gain = Real(0.02)/
huber-slope-unbounded        ~ units ~ [reference] ~ nn/loss.kernel.cpp ~ s/scale \* cut/scale * error/
clipping-ignored             ~ units ~ [reference] ~ nn/stored_gradients.cpp ~ s/std::min(1.0, clip_norm/std::max(1.0, clip_norm/
state-is-optimised           ~ units ~ [update] ~ nn/stored_gradients.cpp ~ s/parameters\[i\].trainable \&\& parameters/parameters/
warm-up-begins-at-zero       ~ units ~ [reference] ~ nn/schedule.cpp ~ s/steps_done + 1/steps_done/
plateau-loses-patience       ~ units ~ [reference] ~ nn/schedule.cpp ~ s/> static_cast<std::uint64_t>(options.decay_epochs)/>= static_cast<std::uint64_t>(options.decay_epochs)/
one-cycle-rises-too-long     ~ units ~ [reference] ~ nn/schedule.cpp ~ s/kRising = 0.3/kRising = 0.4/
gelu-constant                ~ units ~ [reference] ~ nn/activation.kernel.cpp ~ s/Real(0.044715)/Real(0.04)/
shuffle-ignores-seed         ~ units ~ [random] ~ core/random.cpp ~ s/  Random random(key);/  Random random({0, key.stream, key.step});/
shuffle-biased               ~ units ~ [random] ~ core/random.cpp ~ s/random.below(i);/random.below(count);/
below-without-rejection      ~ units ~ [random] ~ core/random.cpp ~ s/(0u - count) % count/(count - 1) \/ count/
philox-nine-rounds           ~ units ~ [random] ~ core/philox.h ~ s/round < 10/round < 9/
overflow-unchecked           ~ units ~ [checked] ~ core/checked.h ~ s/factor > limit \/ product/product * factor > limit/
shards-draw-the-same         ~ units ~ [session] ~ session/trainer.cpp ~ s/shard << 48/(shard \& 0) << 48/
shards-count-alike           ~ units ~ [session] ~ session/sharded_gradient.cpp ~ s/shards.size() > 1/shards.size() > 0/
ranks-forget-a-half          ~ units ~ [session] ~ session/message_ranks.cpp ~ s/gradient.weight({step.sum.middle, step.sum.end})/Real(0)/
EOF
)

# Field number $2 of row $1, trimmed.
field() { cut -d '~' -f "$2" <<<"$1" | sed 's/^ *//; s/ *$//'; }

# Copy the files that mutants need. Files keep their times, except those that may contain a mutant of the previous run.
copy_tree() {
  local row
  rm -rf "$TREE"
  mkdir -p "$TREE/tests"
  cp -rp "$ROOT"/{src,cmake,scripts,CMakeLists.txt} "$TREE/"
  cp -rp "$ROOT"/tests/{core,nn,gradients,fixtures,support} "$TREE/tests/"
  cp -p "$ROOT/tests/mutants/CMakeLists.txt" "$TREE/tests/"
  rm -rf "$TREE"/src/{app,bindings,cli}
  while read -r row; do touch "$TREE/src/$(field "$row" 4)"; done <<<"$MUTANTS"
}

# Optimise for compile time, not for speed.
configure() {
  cmake -S "$TREE" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O1 -DHG_KERNEL_OPTIMISATION=-O1 \
    -DCMAKE_PROJECT_TOP_LEVEL_INCLUDES=cmake/script_provider.cmake -DHOURGLASS_BUILD_PROGRAM=OFF \
    -DHOURGLASS_BUILD_APPLICATION=OFF -DHOURGLASS_INSTALL=OFF
}

build() { cmake --build "$BUILD" -j 2 --target "$@"; }

# Run program $1 on the tests $2.
run_tests() {
  local filter=()
  [ -z "$2" ] || filter=("$2")
  timeout --kill-after=5 180 "$BUILD/$1" --abort --colour-mode none "${filter[@]}"
}

# Apply, build, test and revert one mutant; print and count the outcome.
try_mutant() {
  local row=$1 name program filter file edit log outcome
  name=$(field "$row" 1) program=$(field "$row" 2) filter=$(field "$row" 3) file=src/$(field "$row" 4)
  edit=$(field "$row" 5) log=$WORK/$name.log
  sed -i "$edit" "$TREE/$file"
  if cmp -s "$TREE/$file" "$ROOT/$file"; then
    outcome="no longer applies to $file"
  elif ! build "$program" >"$log" 2>&1; then
    outcome="does not compile; see $log"
  elif run_tests "$program" "$filter" >>"$log" 2>&1; then
    outcome=survived
  else
    outcome=killed
  fi
  cp "$ROOT/$file" "$TREE/$file"
  if [ "$outcome" = killed ]; then
    echo "killed: $name" && KILLED=$((KILLED + 1))
  else
    echo "failed: $name $outcome" && FAILED=$((FAILED + 1))
  fi
}

wanted() {
  local name=$1 one
  shift
  [ $# != 0 ] || return 0
  for one in "$@"; do [ "$one" = "$name" ] && return 0; done
  return 1
}

# Print the mutants that leave their file as it is; fail if there are any.
check_edits() {
  local row name file idle=0
  while read -r row; do
    name=$(field "$row" 1) file=$(field "$row" 4)
    if sed "$(field "$row" 5)" "$ROOT/src/$file" | cmp -s - "$ROOT/src/$file"; then
      echo "$name no longer applies to src/$file"
      idle=1
    fi
  done <<<"$MUTANTS"
  return "$idle"
}

# Fail unless all names are those of mutants.
check_names() {
  local name
  for name in "$@"; do
    grep -q "^$name *~" <<<"$MUTANTS" || { echo "mutants: there is no mutant $name; the table in tests/mutants.sh has all" >&2; return 1; }
  done
}

main() {
  local row log=$WORK/unchanged.log
  KILLED=0 FAILED=0
  mkdir -p "$WORK"
  copy_tree
  # Tests that fail without a mutant would kill all mutants.
  if ! { configure && build gradients units && run_tests gradients "" && run_tests units ""; } >"$log" 2>&1; then
    tail -n 30 "$log"
    echo "failed: the unchanged sources do not pass; see $log"
    echo "0 passed, 1 failed"
    return 1
  fi
  while read -r row; do
    if wanted "$(field "$row" 1)" "$@"; then try_mutant "$row" </dev/null; fi
  done <<<"$MUTANTS"
  echo "$KILLED passed, $FAILED failed"
  [ "$FAILED" = 0 ] && [ "$KILLED" != 0 ]
}

if [ "${1:-}" = --check ]; then
  check_edits
else
  check_names "$@" && main "$@"
fi
