# shellcheck shell=bash
# Messages, and the cache of downloaded items (libraries, the toolchain, a font): adds an item, checks it, and makes it again if
# it is damaged. Sourced by scripts/dependencies.sh.

CACHE="${HOURGLASS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hourglass}"
# Any other Debian suite than the default has its own folder in the cache.
SUITE="${HOURGLASS_SUITE:-trixie}"
[ "$SUITE" = trixie ] || CACHE="$CACHE/$SUITE"

# Print progress to stderr; stdout is for --print.
say() { printf '%s\n' "$*" >&2; }

# Print an error message and exit.
fail() {
  printf 'dependencies: %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Wait until no other run changes the cache, then delete leftovers of killed runs.
lock_cache() {
  [ -z "${CACHE_LOCKED:-}" ] || return 0
  mkdir -p "$CACHE" || fail "cannot create the cache folder $CACHE (set HOURGLASS_CACHE to a folder you may write to)"
  exec 9>"$CACHE/lock"
  flock -n 9 || { say "waiting for another run to finish with $CACHE" && flock 9; }
  CACHE_LOCKED=1
  rm -rf "$CACHE"/tmp.*
}

# A checksum of the names and sizes of an item's files, except compiled Python, which appears only with use.
fingerprint() {
  find "$1" -type f ! -name '*.pyc' ! -name '.stamp*' -printf '%s %P\n' | LC_ALL=C sort | cksum
}

# Is the item in folder $1 complete, and does its check $2 pass, if that function exists?
item_is_whole() {
  [ -f "$1/.stamp" ] && [ "$(cat "$1/.stamp")" = "$(fingerprint "$1")" ] || return 1
  ! declare -F "$2" >/dev/null || "$2" "$1"
}

# provide NAME TITLE [INPUT...]: sets ITEM_DIR to the folder of item NAME. If it is missing or broken, make_NAME fills a temporary
# folder (its working directory; $1 is the final path), which is then renamed. The folder's name contains a hash of the recipe and
# its inputs, so a changed recipe makes another folder. check_NAME, if it exists, tests the result.
provide() {
  local name=$1 title=$2 key work
  key=$({ declare -f "make_$name"; shift 2; printf '%s\n' "$@"; } | cksum)
  ITEM_DIR="$CACHE/$name-${key%% *}"
  item_is_whole "$ITEM_DIR" "check_$name" && return
  lock_cache
  item_is_whole "$ITEM_DIR" "check_$name" && return
  [ ! -e "$ITEM_DIR" ] || say "$title: incomplete in the cache, making it again"
  say "getting $title"
  DOING=$title
  work=$(mktemp -d "$CACHE/tmp.XXXXXX")
  chmod 755 "$work"
  (cd "$work" && set -e && "make_$name" "$ITEM_DIR")
  rm -rf "$ITEM_DIR"
  mv "$work" "$ITEM_DIR"
  if declare -F "check_$name" >/dev/null; then
    "check_$name" "$ITEM_DIR" || fail "$title was fetched but does not run on this machine ($ITEM_DIR)"
  fi
  # Write the stamp last, so that an item is made again if the run is killed before this line.
  fingerprint "$ITEM_DIR" >"$ITEM_DIR/.stamp.new"
  mv "$ITEM_DIR/.stamp.new" "$ITEM_DIR/.stamp"
  DOING=
}
