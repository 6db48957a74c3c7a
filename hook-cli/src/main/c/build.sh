#!/bin/sh
# build.sh <folder> <system> <version>: compiles the hook for this machine, into <folder>/<system>.
# Where there is no C compiler nothing is made, and the script is what Claude Code calls.
system=$(printf %s "$2" | tr 'A-Z ' 'a-z-')
rm -rf "$1"
if ! command -v cc >/dev/null; then
  echo "no C compiler (cc) here: without the compiled mpm-hook, the script does all"
  exit 0
fi
mkdir -p "$1/$system" && cc -std=c11 -D_DEFAULT_SOURCE -DVERSION="\"$3\"" -O2 -Wall -Wextra -Wpedantic \
  -o "$1/$system/mpm-hook" "${0%/*}/mpm-hook.c" && exit 0
echo "mpm-hook does not compile here: without it, the script does all"
rm -rf "$1"
