"""What a hook costs as a process: a script that does nothing, the script and the compiled hook, in turns.

Usage: python3 hook.py [RUNS]. Takes the distribution in ../dist/target, or where MPM_DIST says. Starts the
processes itself, gives each an event of 1 kB over a socket, as Claude Code does, and prints medians.
"""

import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
DISTRIBUTION = pathlib.Path(
    os.environ.get("MPM_DIST", pathlib.Path(__file__).parent.parent / "dist/target/mpm-monitor")
).resolve()
EVENT = b'{"hook_event_name":"PreToolUse","filler":"' + b"x" * 1000 + b'"}'


def millis(command, environment):
    """How long that process takes from its start to its end."""
    ours, its = socket.socketpair()
    with ours, its:
        ours.sendall(EVENT)
        ours.shutdown(socket.SHUT_WR)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=its, env=environment)
        if process.wait() != 0:
            raise SystemExit(f"{command} ended with {process.returncode}")
        return (time.perf_counter() - start) * 1e3


with tempfile.TemporaryDirectory() as folder:
    home = pathlib.Path(folder, "home")
    for made in (home, home / "spool", home / "run"):
        made.mkdir(mode=0o700)
    no_op = pathlib.Path(folder, "no-op")
    no_op.write_text("#!/bin/sh\nexit 0\n")
    no_op.chmod(0o700)
    ways = {"no-op": [str(no_op)], "script": [str(DISTRIBUTION / "bin/mpm-hook"), "pre-tool-use"]}
    for compiled in DISTRIBUTION.glob("lib/*/mpm-hook"):
        ways["compiled"] = [str(compiled), "pre-tool-use"]
    # Hooks take what works in that folder for their proxy.
    with subprocess.Popen(["sleep", "3600"], cwd=home / "run") as proxy:
        (home / "run/proxy.pid").write_text(f"{proxy.pid} -\n")
        environment = {**os.environ, "MPM_MONITOR_HOME": str(home)}
        taken = {way: [] for way in ways}
        for _ in range(RUNS):
            for way, command in ways.items():
                taken[way].append(millis(command, environment))
        proxy.kill()
    kept = len(list((home / "spool").iterdir()))
    if kept != RUNS * (len(ways) - 1):
        raise SystemExit(f"{kept} events were kept of {RUNS * (len(ways) - 1)}")

no_op_takes = statistics.median(taken["no-op"])
for way, times in taken.items():
    median = statistics.median(times)
    print(f"{way:9} {median:.2f} ms, {median - no_op_takes:+.2f} ms over the no-op")
