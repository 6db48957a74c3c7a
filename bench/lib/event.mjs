// One event as a proxy sends it: a Bash call's end of about a kilobyte.
import { randomUUID } from 'node:crypto';

const output = 'src/main/java/io/acme/Shop.java: the quick brown fox\n'.repeat(8);

/** Nanoseconds on a clock that all processes of this machine share. */
export const now = () => Number(process.hrtime.bigint());

export function event(number) {
  return {
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    hook: 'post-tool',
    data: {
      session_id: `bench-${number % 8}`,
      transcript_path: '/home/dev/.claude/projects/-home-dev-acme/bench.jsonl',
      cwd: '/home/dev/acme',
      permission_mode: 'default',
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_use_id: `toolu_${number}`,
      tool_input: { command: 'grep -rn fox src/main/java | head -8', description: 'Look for foxes' },
      tool_response: { stdout: output, stderr: '', interrupted: false, isImage: false },
      duration_ms: 12,
      sent: now(),
      number,
    },
  };
}
