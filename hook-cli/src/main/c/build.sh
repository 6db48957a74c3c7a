#!/bin/sh
# build.sh <folder> <system> <version> [with-library]: compiles the hook for this machine, into
# <folder>/<system>. Without a C library where it can be and nobody asks for one, else with the
# system's. Where neither works nothing is made, and the script is what Claude Code calls.
system=$(printf %s "$2" | tr 'A-Z ' 'a-z-')
version=$3
rm -rf "$1"
if ! command -v cc >/dev/null; then
  echo "no C compiler (cc) here: without the compiled mpm-hook, the script does all"
  exit 0
fi
sources=$(dirname -- "$0")
mkdir -p "$1/$system"
hook=$1/$system/mpm-hook

# compile <options>: only what then runs counts. It answers with 42 to its own version.
compile() {
  cc -std=c11 -D_DEFAULT_SOURCE -DVERSION="\"$version\"" -Wall -Wextra -Wpedantic -o "$hook" "$@" || return
  "$hook" --probe "$version"
  [ $? != 42 ] || exit 0
}

if [ "$(uname)" = Linux ] && [ "${4-}" != with-library ]; then
  compile -Os -ffreestanding -fno-stack-protector -fno-pie -static -nostdlib -Wl,-z,noexecstack \
    "$sources/mpm-hook.c" "$sources/linux.c"
fi
compile -O2 "$sources/mpm-hook.c"
echo "mpm-hook does not compile here: without it, the script does all"
rm -rf "$1"
