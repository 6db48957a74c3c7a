#!/bin/sh
# train.sh <java> <major> <folder> <key> <version>: puts archives of classes into the folder, for the Java
# and the jars of that version that the key stands for. launch.sh starts it beside the first start, out of everybody's way. A
# daemon and a proxy of its own live for a moment in a home of their own, and leave what they loaded.
# Many may start at once, and it may be killed: an archive is there whole or not at all.
java=$1 major=$2 folder=$3 key=$4 version=$5
umask 077
CDPATH=''
lib=$(cd -- "$(dirname -- "$0")" && pwd -P) || exit 0
command -v renice >/dev/null && renice -n 19 -p $$ >/dev/null

# The folder is the right to make them. One that was left behind is taken away.
making=$folder/making-$key
mkdir -p "$folder" && [ -O "$folder" ] || exit 0
[ ! -d "$making" ] || find "$making" -prune -mmin +10 -exec rm -rf {} \;
mkdir "$making" || exit 0
daemon='' proxy=''
trap 'kill $daemon $proxy 2>/dev/null; rm -rf "$making"' 0
trap 'exit 1' HUP INT TERM

# First those who started us.
sleep "${MPM_MONITOR_TRAIN_DELAY:-10}"

home=$making/home
mkdir -p "$home/run" "$home/spool"
# What the user has set is meant for his own daemon, and may be wrong.
for name in $(env | sed -nE 's/^((MPM|SOCKETIO|CLAUDE_MPM)_[A-Z_]*)=.*/\1/p'); do
  unset "$name"
done
export MPM_MONITOR_HOME="$home" MPM_MONITOR_CACHE='' MALLOC_ARENA_MAX=1

set -- -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k -XX:-UsePerfData -Xmx128m \
  -Xlog:disable "-Dmpm.install=${lib%/*}"
[ "$major" -lt 25 ] || set -- "$@" -XX:+UseCompactObjectHeaders
[ "$major" -lt 24 ] ||
  set -- "$@" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

# Waits up to 30 s until the command succeeds, as long as process $1 lives.
wait_for() {
  process=$1 checks=150
  shift
  until "$@"; do
    checks=$((checks - 1))
    [ $checks -gt 0 ] && kill -0 "$process" 2>/dev/null || return 1
    sleep 0.2 || sleep 1
  done
}
spool_is_empty() {
  for file in "$home/spool"/training.*; do
    [ ! -e "$file" ]
    return
  done
}

port=$((20000 + $$ % 40000))
for attempt in 1 2 3 4 5; do
  port=$((port + attempt))
  "$java" "$@" -XX:ArchiveClassesAtExit="$making/monitord.jsa" -cp "$lib/monitor-daemon-$version.jar" \
    io.mpm.monitor.daemon.cli.DaemonMain start --foreground --port $port &
  daemon=$!
  wait_for $daemon [ -s "$home/run/daemon.json" ] && break
done
[ -s "$home/run/daemon.json" ] || exit 1

cd "$home/run" || exit 1
"$java" "$@" -XX:ArchiveClassesAtExit="$making/hook.jsa" -cp "$lib/hook-cli-$version.jar" \
  io.mpm.monitor.hook.HookMain proxy --silent &
proxy=$!
cd "$folder" || exit 1
for event in SessionStart PreToolUse PostToolUse SessionEnd; do
  printf '{"hook_event_name":"%s","session_id":"s","cwd":"/","tool_name":"Read","tool_use_id":"t",%s}' \
    $event '"tool_input":{"file_path":"/x"},"tool_response":{"content":"token=ghp_0"}' \
    >"$home/spool/training.$$.$event"
done
wait_for $proxy spool_is_empty
"$java" "$@" -cp "$lib/monitor-daemon-$version.jar" io.mpm.monitor.daemon.cli.MonitordMain status >/dev/null
kill $proxy && wait $proxy
kill $daemon && wait $daemon
daemon='' proxy=''
for program in hook monitord; do
  size=$(wc -c <"$making/$program.jsa") || continue
  [ "$size" -gt 0 ] && mv -f "$making/$program.jsa" "$folder/$program-$key.$((size)).jsa"
done

# Those of installations and Javas that are gone: what is still used is made again.
find "$folder" -name '*.jsa' -mtime +60 -exec rm -f {} \;
