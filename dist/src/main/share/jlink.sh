#!/bin/sh
# jlink.sh [FOLDER]: makes a Java runtime that holds what MPM Monitor needs and nothing else, some
# 45 MB, with the jlink of the JDK in JAVA_HOME or PATH. Without FOLDER it becomes runtime/ of this
# installation, where the programs look first; of another, let JAVA_HOME name it.
set -eu
[ $# -le 1 ] || {
  printf 'usage: jlink.sh [FOLDER]\n' >&2
  exit 2
}
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
command -v "$jlink" >/dev/null || {
  printf 'jlink.sh: there is no %s; it comes with a JDK\n' "$jlink" >&2
  exit 1
}
folder=${1-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)/runtime}
"$jlink" --output "$folder" --strip-debug --no-header-files --no-man-pages --compress=2 \
  --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs
printf '%s\n' "$folder"
