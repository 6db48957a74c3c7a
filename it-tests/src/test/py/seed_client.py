# Does with Debian's python-socketio all that claude-mpm's own clients do, the token being the only change, and prints what it
# hears, one JSON value a line: {"event": name, "payload": ...}.
# usage: python3 seed_client.py PORT TOKEN FOLDER FILE
import json
import queue
import sys
import urllib.error
import urllib.parse
import urllib.request

import socketio

port, token, folder, file = sys.argv[1:]
url = f"http://127.0.0.1:{port}"
PATIENCE = 15


def say(event, payload):
    print(json.dumps({"event": event, "payload": payload}), flush=True)


class Client:
    """Its socket, and what it heard and nobody has waited for yet."""

    def __init__(self):
        self.heard = queue.Queue()
        self.sio = socketio.Client(reconnection=False)
        self.sio.on("*", lambda event, payload=None: self.heard.put((event, payload)))
        self.sio.connect(url, transports=["websocket"], auth={"token": token})

    def wait(self, wanted):
        while True:
            event, payload = self.heard.get(timeout=PATIENCE)
            if event == wanted:
                say(event, payload)
                return payload

    def ask(self, request, answer, *payload):
        self.sio.emit(request, *payload)
        return self.wait(answer)


def get(path, authorized=True, **query):
    request = urllib.request.Request(f"{url}{path}?{urllib.parse.urlencode(query)}")
    if authorized:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            say(path, json.load(answer))
    except urllib.error.HTTPError as refusal:
        say(path, {"status": refusal.code})


page, hook = Client(), Client()
page.wait("status")
page.wait("welcome")

# The hook process's shape, and that of its test scripts.
pre_tool = {
    "tool_name": "Edit",
    "operation_type": "write",
    "tool_parameters": {"input_type": "dict", "file_path": file},
    "session_id": "seed-session",
    "working_directory": folder,
    "git_branch": "main",
    "timestamp": "2025-08-13T10:00:00.123456",
}
hook.sio.emit("claude_event", {"type": "hook.pre_tool", "timestamp": "2025-08-13T10:00:00.123456", "data": pre_tool})
page.wait("claude_event")
nested = {"type": "hook", "subtype": "post_tool", "tool_name": "Edit", "session_id": "seed-session", "tool_parameters": {"file_path": file}}
hook.sio.emit("claude_event", {"type": "hook", "timestamp": "2025-08-13T10:00:01.123456", "data": nested})
page.wait("claude_event")

page.ask("get_status", "status")
page.ask("get_history", "history", {"event_types": ["hook.pre_tool"], "limit": 10})
page.ask("request_history", "history", {"limit": 50})
page.ask("subscribe", "subscribed", {"channels": ["*"]})
about = {"file_path": file, "working_dir": folder}
page.ask("read_file", "file_content_response", {**about, "max_size": 1000})
page.ask("get_git_branch", "git_branch_response", folder)
page.ask("check_file_tracked", "file_tracked_response", about)
page.ask("check_git_status", "git_status_response", about)
page.ask("git_add_file", "git_add_response", about)

get("/health", authorized=False)
get("/status", authorized=False)
get("/api/git-diff", file=file, working_dir=folder)
get("/api/file-content", file_path=file, working_dir=folder)
get("/api/file-content", authorized=False, file_path=file, working_dir=folder)

page.sio.disconnect()
hook.sio.disconnect()
