import { Command } from '../../ui/command';

const HOOKS = [
  ['SessionStart', 'session-start'],
  ['UserPromptSubmit', 'user-prompt'],
  ['PreToolUse', 'pre-tool'],
  ['PostToolUse', 'post-tool'],
  ['PostToolUseFailure', 'post-tool-failure'],
  ['Notification', 'notification'],
  ['SubagentStart', 'subagent-start'],
  ['SubagentStop', 'subagent-stop'],
  ['Stop', 'stop'],
  ['SessionEnd', 'session-end'],
] as const;

const SETTINGS = `{
  "hooks": {
${HOOKS.map(([event, word]) => `    "${event}": [{"hooks": [{"type": "command", "command": "mpm-hook ${word}"}]}]`).join(',\n')}
  }
}`;

/** Connected, and nothing has happened yet. */
export function NoEvents() {
  return (
    <section class="card" data-testid="no-events">
      <h2>Connected. No events yet.</h2>
      <ol>
        <li>
          <p>
            Put <code>mpm-hook</code> into Claude Code&#39;s hooks, in <code>~/.claude/settings.json</code>{' '}
            (the README has the whole list):
          </p>
          <Command text={SETTINGS} />
        </li>
        <li>
          <p>
            Start <code>claude</code> in any project. Its events appear here at once.
          </p>
        </li>
      </ol>
      <p>Or look at a recorded session first:</p>
      <Command text="mpm-monitord demo" />
    </section>
  );
}

export function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <div class="nothing" data-testid="nothing-matches">
      <p>No event matches the filters.</p>
      <button type="button" class="button" onClick={onClear}>
        Clear filters
      </button>
    </div>
  );
}
