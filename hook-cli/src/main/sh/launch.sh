#!/bin/sh
# launch.sh <program> [arguments]: becomes the Java process of one of our programs, `hook` or
# `monitord`. Lies in lib/, beside the jars; bin/mpm-hook and bin/mpm-monitord call it.
lib=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
program=$1
shift

# Where Java finds no jars: behind a colon, which parts its class path, or an emoji (from \360 on in UTF-8).
case $lib in
  *:*) odd=1 ;;
  *[!\ -~]*) odd=$(printf '%s' "$lib" | LC_ALL=C tr -d '\001-\357') ;;
  *) odd='' ;;
esac
if [ -n "$odd" ]; then
  printf 'mpm-%s: Java finds no jars in a folder with a colon or an emoji in its path; move %s\n' \
    "$program" "${lib%/*}" >&2
  exit 1
fi

# The build puts it here. Jars of another version may lie beside ours.
version='@{project.version}'

# A package manager has a name for this folder that stays when the version changes, and settings that
# name us by it outlive an upgrade. It is meant for this folder, and for no program that we start.
install=${lib%/*}
# shellcheck disable=SC3013 # a sh without -ef goes by the name that it finds
[ -n "${MPM_INSTALL-}" ] && [ "$MPM_INSTALL" -ef "$install" ] 2>/dev/null && install=$MPM_INSTALL
unset MPM_INSTALL

# The folder of the Java whose program is $1, behind all links: a Mac has no `readlink -f` before 12.3.
java_folder() {
  file=$1
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname -- "$file")/$link ;;
    esac
  done
  CDPATH='' cd -- "$(dirname -- "$file")/.." 2>/dev/null && pwd -P
}

# The major version of the Java in $java, or nothing: read off its folder, for asking it takes a JVM.
java_major() {
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' \
    "${java_folder:+$java_folder/release}" 2>/dev/null)
  [ -n "$version" ] ||
    version=$("$java" -version 2>&1 </dev/null | sed -n 's/^[^"]* version "\([^"]*\)".*/\1/p')
  printf '%s\n' "${version%%[!0-9]*}"
}

# Whether $1 is a Java that is new enough. Then it is $java, of $java_folder and $major.
serves() {
  java=$1
  [ -n "$java" ] || return 1
  if [ ! -x "$java" ]; then
    tried="$tried
  $java: no such program"
    return 1
  fi
  java_folder=$(java_folder "$java")
  major=$(java_major)
  [ "${major:-0}" -lt 17 ] || return 0
  tried="$tried
  $java: ${major:+Java }${major:-does not run}"
  return 1
}

# The first Java that is new enough. One that was put into the installation is meant for it; who
# calls a hook may know nothing of JAVA_HOME.
find_java() {
  tried=''
  own_java=${lib%/*}/runtime/bin/java
  [ -e "$own_java" ] || own_java=''
  serves "$own_java" || serves "${JAVA_HOME:+$JAVA_HOME/bin/java}" ||
    serves "$(mac_java)" || serves "$(path_java)" && return
  printf '%s needs Java 17 or newer. Found%s\nInstall one, or let JAVA_HOME name its folder.\n' \
    "mpm-$program" "${tried:- none in JAVA_HOME and PATH.}" >&2
  return 1
}

# What macOS knows of. With JAVA_HOME set it may answer with that, whatever it is asked for.
mac_java() {
  [ -x /usr/libexec/java_home ] || return
  unset JAVA_HOME
  known=$(/usr/libexec/java_home -v 17+ 2>/dev/null) && printf '%s/bin/java\n' "$known"
}

# On macOS /usr/bin/java only stands for what mac_java knows, and where it knows none may tell the
# user so in a window.
path_java() {
  found=$(command -v java)
  [ "$found" = /usr/bin/java ] && [ -x /usr/libexec/java_home ] || printf '%s\n' "$found"
}

# daemon.memory_mb, in whichever of YAML's ways it is written: one that is not allowed is for Java to say.
memory_mb() {
  for memory in "${MPM_MONITOR_MEMORY_MB-}" "$(sed -n \
    "s/^\([^#]*[^#_[:alnum:]]\)*memory_mb[\"']*:[[:blank:]\"']*\([0-9]*\).*/\2/p" \
    "${MPM_MONITOR_HOME-}/config.yaml" 2>/dev/null)"; do
    case $memory in
      [6-9][0-9] | [1-9][0-9][0-9] | [1-4][0-9][0-9][0-9]) printf '%s\n' "$memory" && return ;;
    esac
  done
  printf '128\n'
}

# A session that `mpm-monitord run` starts gets back what we change here for our Java's sake.
session=''
case " $* " in
  *' run '* | *' claude '*)
    session=1
    export MPM_KEPT_JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS-}"
    export MPM_KEPT__JAVA_OPTIONS="${_JAVA_OPTIONS-}" MPM_KEPT_JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS-}"
    export MPM_KEPT_LC_ALL="${LC_ALL-}" MPM_KEPT_MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX-}"
    ;;
esac

# They announce themselves in our output, and their agents are meant for other programs.
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS

# Java takes the user's folder from the list of users, shells take it from HOME: one home for all.
if [ -z "${MPM_MONITOR_HOME-}" ] && [ -n "${HOME-}" ]; then
  export MPM_MONITOR_HOME="$HOME/.mpm-monitor"
fi

# Java decodes the names of files by the locale; in the locale C it cannot name most of them.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
  *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
  *)
    LC_ALL=C.UTF-8
    export LC_ALL
    ;;
esac

# One arena for the few threads that ask malloc, instead of one each.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"

lasting=''
case "$program ${1-}" in
  'hook proxy' | 'monitord start' | 'monitord restart' | 'monitord open' | 'monitord demo') lasting=1 ;;
esac

# For who runs all day; for a short command it would cost more than it spares.
early=-XX:CompileCommandFile=$lib/compile-early.txt
case $program in
  hook)
    [ "${1-}" = proxy ] || early=''
    set -- ${early:+"$early"} -Xms4m -Xmx128m -cp "$lib/hook-cli-$version.jar" \
      io.mpm.monitor.hook.HookMain "$@"
    ;;
  monitord)
    main='MonitordMain' small=''
    case " $* " in ' start'*' --foreground '*) main='DaemonMain' small=1 ;; esac
    set -- -cp "$lib/monitor-daemon-$version.jar" "io.mpm.monitor.daemon.cli.$main" "$@"
    # The hub of such a session is in the same process.
    [ -z "$session" ] || set -- "-Xmx$(memory_mb)m" "$@"
    # As a daemon in the background is started; JvmCommand says why.
    [ -z "$small" ] || set -- "$early" "-Xmx$(memory_mb)m" -Xms8m -XX:+ExitOnOutOfMemoryError \
      -XX:MarkSweepDeadRatio=1 -XX:ReservedCodeCacheSize=24m -Dio.netty.allocator.numDirectArenas=1 \
      -Dio.netty.allocator.numHeapArenas=0 -Dio.netty.allocator.maxOrder=5 "$@"
    ;;
  *)
    printf 'launch.sh: no such program: %s\n' "$program" >&2
    exit 1
    ;;
esac

# Where the classes of this Java and these jars lie ready to be mapped into memory, in $archive; see
# train.sh, which puts them there. Another Java or other jars make another name. A JVM dies of an
# archive that was cut off, so its size is in its name.
find_archive() {
  archive='' key=''
  cache=${MPM_MONITOR_CACHE-${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}}
  case $cache in /*) ;; *) return ;; esac
  [ -f "$lib/train.sh" ] || return
  [ -n "$java_folder" ] || return
  # shellcheck disable=SC2012 # what it prints is compared and not read
  key=$(LC_ALL=C ls -lniL "$lib" "$java_folder/release" 2>/dev/null | cksum) || return
  key=$major-${key%% *}
  for archive in "$cache/mpm-monitor/$program-$key".*.jsa; do
    [ -f "$archive" ] && [ -O "$archive" ] && size=$(wc -c <"$archive") &&
      [ "${archive##*"$key."}" = "$((size)).jsa" ] && return
  done
  archive=''
}

find_java || exit 1
find_archive
if [ "$major" -ge 25 ]; then
  set -- -XX:+UseCompactObjectHeaders "$@"
fi
if [ "$major" -ge 24 ]; then
  set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
fi
if [ -n "$archive" ]; then
  # Verified, because it may be damaged; at an address that nobody can foretell.
  set -- "-XX:SharedArchiveFile=$archive" -XX:+VerifySharedSpaces \
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=1 -Xlog:disable "$@"
elif [ -n "$key" ] && [ -n "$lasting" ]; then
  # A child of nobody: who becomes Java here does not wait for children.
  (
    setsid=$(command -v setsid)
    $setsid /bin/sh "$lib/train.sh" "$java" "$major" "$cache/mpm-monitor" "$key" "$version" \
      </dev/null >/dev/null 2>&1 &
  )
fi
exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xss512k -XX:-UsePerfData \
  -XX:StringTableSize=1024 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:NewSize=2m -XX:MaxNewSize=8m \
  "-Dmpm.install=$install" "-Dmpm.archive=$archive" "$@"
