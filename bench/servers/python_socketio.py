# The same on python-socketio and aiohttp, as claude-mpm's own server is built.
# usage: python3 python_socketio.py PORT
import sys

import socketio
from aiohttp import web

sio = socketio.AsyncServer(async_mode="aiohttp", max_http_buffer_size=10_000_000)
app = web.Application()
sio.attach(app)


@sio.event
async def publish(sid, batch):
    for event in batch["events"]:
        await sio.emit("claude_event", event, skip_sid=sid)
    return {"v": 1, "accepted": len(batch["events"]), "duplicates": 0, "rejected": 0}


web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
