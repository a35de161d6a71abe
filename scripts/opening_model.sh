#!/usr/bin/env bash
# Makes assets/digits-vae.safetensors, the trained model that the application opens with: the network of the first preset,
# trained for forty epochs on the built-in digits. Gives the same bits on every machine. Needs build/release/hourglass.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
exec "${HOURGLASS_PROGRAM:-$ROOT/build/release/hourglass}" train --family vae --hidden 64,32 --latent 2 --batch 64 \
  --epochs 40 --math portable --save "$ROOT/assets/digits-vae.safetensors"
