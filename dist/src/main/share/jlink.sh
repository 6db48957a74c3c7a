#!/bin/sh
# jlink.sh FOLDER: makes a Java runtime in FOLDER that holds what MPM Monitor needs and nothing else,
# some 45 MB, with the jlink of the JDK in JAVA_HOME or PATH. Let JAVA_HOME name FOLDER afterwards.
set -eu
[ $# = 1 ] || {
  printf 'usage: jlink.sh FOLDER\n' >&2
  exit 2
}
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
command -v "$jlink" >/dev/null || {
  printf 'jlink.sh: there is no %s; it comes with a JDK\n' "$jlink" >&2
  exit 1
}
exec "$jlink" --output "$1" --strip-debug --no-header-files --no-man-pages --compress=2 \
  --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs
