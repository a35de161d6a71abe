# shellcheck shell=bash
# Downloads packages and sources of one Debian suite ($SUITE) with a private apt configuration: changes nothing on the system and
# needs no root. apt checks signatures and hashes. Sourced by scripts/dependencies.sh.

DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# Run apt-get or its helper with the private configuration.
private_apt() { APT_CONFIG="$CACHE/apt/apt.conf" "$@" >&2; }

# The Debian mirror that this machine uses, or HOURGLASS_MIRROR.
debian_mirror() {
  local release
  if [ -n "${HOURGLASS_MIRROR:-}" ]; then
    printf '%s\n' "$HOURGLASS_MIRROR"
    return
  fi
  # shellcheck disable=SC1091
  release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(RELEASE) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v release="$release" '($1 == release || $2 == release) && $NF ~ /debian\/?$/ && !seen++ { print $NF }'
}

# Write the private configuration. It keeps the machine's settings for access to its mirror (proxies, whether lists may be
# outdated, as those of a snapshot), but not its hooks and sources.
write_apt_configuration() {
  local apt=$1 mirror=$2 type
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  for type in deb deb-src; do
    printf '%s [signed-by=%s] %s %s main\n' "$type" "$DEBIAN_KEYRING" "$mirror" "$SUITE"
  done >"$apt/sources.list"
  {
    apt-config dump | grep -E '^Acquire::(http|https|ForceIPv[46]|Check-Valid-Until)(::| )' || true
    cat <<EOF
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "";
EOF
  } >"$apt/apt.conf"
}

# Write the private configuration and read the suite's package lists, unless that was done within the last hour.
debian_setup() {
  local apt="$CACHE/apt" mirror
  [ -z "$(find "$apt/ready" -mmin -60 2>/dev/null)" ] || return 0
  has apt-get || fail "apt-get is needed to fetch Debian packages; docs/building.md says what to install elsewhere"
  [ -f "$DEBIAN_KEYRING" ] || fail "$DEBIAN_KEYRING is missing: install the package debian-archive-keyring"
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || fail "apt has no Debian mirror configured; set HOURGLASS_MIRROR to the address of one"
  rm -rf "$apt"
  write_apt_configuration "$apt" "$mirror"
  say "  reading the package lists of Debian $SUITE"
  private_apt apt-get -qq update || fail "cannot read Debian $SUITE's package lists from the mirror $mirror"
  touch "$apt/ready"
}

# Run an apt command; if it fails, run it once more with fresh package lists.
debian_fetch() {
  debian_setup
  private_apt "$@" && return 0
  say "  trying again with fresh package lists"
  rm -f "$CACHE/apt/ready"
  debian_setup
  private_apt "$@"
}

# Names of packages $@ and of all their dependencies, one per line.
debian_closure() {
  debian_setup
  APT_CONFIG="$CACHE/apt/apt.conf" apt-get -qq --print-uris --no-install-recommends install "$@" | awk '{ sub(/_.*/, "", $2); print $2 }'
}

# Download packages $@ and unpack them into the current folder, except files that match DEBIAN_EXCLUDE. Debian's modules for
# Node.js then find each other.
debian_unpack() {
  local deb
  mkdir .debs
  (cd .debs && debian_fetch apt-get -qq download "$@")
  for deb in .debs/*.deb; do
    dpkg --fsys-tarfile "$deb" | tar -x --no-same-owner "${DEBIAN_EXCLUDE[@]/#/--exclude=}"
  done
  rm -rf .debs
  [ ! -d usr/share/nodejs ] || ln -s nodejs usr/share/node_modules
}

# Download the upstream archive of source package $1 and unpack it into the current folder.
debian_source() {
  local uri file hash
  debian_setup
  read -r uri file hash < <(APT_CONFIG="$CACHE/apt/apt.conf" apt-get -qq source --print-uris --download-only "$1" |
    awk '$2 ~ /\.orig\.tar\.[a-z0-9]+$/ { print $1, $2, $4 }') || fail "Debian $SUITE has no source package $1"
  debian_fetch /usr/lib/apt/apt-helper -qq download-file "${uri//\'/}" "$PWD/$file" "$hash"
  tar -xf "$file" --no-same-owner --strip-components=1
  rm "$file"
}
