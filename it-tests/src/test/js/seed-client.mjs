// Does with the stock socket.io-client all that claude-mpm's own clients do, the token being the only change, and prints what it
// hears, one JSON value a line: {"event": name, "payload": …}.
// usage: node seed-client.mjs PORT TOKEN FOLDER FILE
import { io } from 'socket.io-client';

const [port, token, folder, file] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}`;
const PATIENCE_MILLIS = 15_000;

const say = (event, payload) => console.log(JSON.stringify({ event, payload }));

/** Its socket, and what it heard and nobody has waited for yet. */
class Client {
  heard = [];
  waiting = () => {};

  constructor() {
    this.socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true });
    this.socket.onAny((event, payload) => {
      this.heard.push([event, payload]);
      this.waiting();
    });
  }

  async wait(wanted) {
    const late = AbortSignal.timeout(PATIENCE_MILLIS);
    for (;;) {
      late.throwIfAborted();
      while (this.heard.length > 0) {
        const [event, payload] = this.heard.shift();
        if (event === wanted) {
          say(event, payload);
          return payload;
        }
      }
      await new Promise((resolve, reject) => {
        this.waiting = resolve;
        late.onabort = () => reject(late.reason);
      });
    }
  }

  ask(request, answer, ...payload) {
    this.socket.emit(request, ...payload);
    return this.wait(answer);
  }
}

async function get(path, query, headers = { authorization: `Bearer ${token}` }) {
  const answer = await fetch(`${url}${path}?${new URLSearchParams(query)}`, { headers });
  say(path, answer.ok ? await answer.json() : { status: answer.status });
}

const page = new Client();
const hook = new Client();
await page.wait('status');
await page.wait('welcome');

// The hook process's shape, and that of its test scripts.
const preTool = {
  tool_name: 'Edit',
  operation_type: 'write',
  tool_parameters: { input_type: 'dict', file_path: file },
  session_id: 'seed-session',
  working_directory: folder,
  git_branch: 'main',
  timestamp: '2025-08-13T10:00:00.123456',
};
hook.socket.emit('claude_event', { type: 'hook.pre_tool', timestamp: '2025-08-13T10:00:00.123456', data: preTool });
await page.wait('claude_event');
const nested = { type: 'hook', subtype: 'post_tool', tool_name: 'Edit', session_id: 'seed-session', tool_parameters: { file_path: file } };
hook.socket.emit('claude_event', { type: 'hook', timestamp: '2025-08-13T10:00:01.123456', data: nested });
await page.wait('claude_event');

await page.ask('get_status', 'status');
await page.ask('get_history', 'history', { event_types: ['hook.pre_tool'], limit: 10 });
await page.ask('request_history', 'history', { limit: 50 });
await page.ask('subscribe', 'subscribed', { channels: ['*'] });
const about = { file_path: file, working_dir: folder };
await page.ask('read_file', 'file_content_response', { ...about, max_size: 1000 });
await page.ask('get_git_branch', 'git_branch_response', folder);
await page.ask('check_file_tracked', 'file_tracked_response', about);
await page.ask('check_git_status', 'git_status_response', about);
await page.ask('git_add_file', 'git_add_response', about);

await get('/health', {}, {});
await get('/status', {}, {});
await get('/api/git-diff', { file, working_dir: folder });
await get('/api/file-content', { file_path: file, working_dir: folder });
await get('/api/file-content', { file_path: file, working_dir: folder }, {});

page.socket.disconnect();
hook.socket.disconnect();
