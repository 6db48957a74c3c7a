import { useEffect, useRef } from 'preact/hooks';
import type { SessionRecord } from '../../state/account/records';
import type { Usage } from '../../state/account/usage';
import { shortId, stateAt } from '../../state/account/session-fold';
import { count, plural } from '../../text/count';
import { age, exactTime } from '../../text/time';
import { tokens } from '../../text/tokens';
import { dollars, percent } from '../../text/usage';
import { Plain } from '../../ui/plain';
import { SessionState } from './session-state';

interface Props {
  session: SessionRecord;
  now: number;
  chosen: boolean;
  /** Whether no other one is chosen: then it is brought into sight. */
  alone: boolean;
  onOnly: () => void;
  onToggle: () => void;
}

/** One session: what it is about, where, how it stands, and what it did last. */
export function SessionItem({ session, now, chosen, alone, onOnly, onToggle }: Props) {
  const { id, project, branch, cwd, hue, lastMillis, lastAction } = session;
  const title = session.title ?? project;
  const state = stateAt(session, now);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (alone) item.current?.scrollIntoView({ block: 'nearest' });
  }, [alone]);
  const click = (event: MouseEvent) =>
    event.ctrlKey || event.metaKey || event.shiftKey ? onToggle() : onOnly();
  return (
    <li
      ref={item}
      class="session"
      data-chosen={chosen}
      data-hue={hue}
      data-state={state}
      data-testid="session"
      data-session-id={id}
    >
      <input
        type="checkbox"
        class="session-box"
        checked={chosen}
        onChange={onToggle}
        aria-label={`Also show ${project} ${shortId(id)}`}
      />
      <button
        type="button"
        class="session-main"
        aria-pressed={chosen}
        title={`${title}\n${cwd ?? 'unknown folder'}\n${id}`}
        onClick={click}
      >
        <span class="session-head">
          <span class="session-title">
            <Plain text={title} />
          </span>
          <span class="session-number" title={exactTime(lastMillis)}>
            {Number.isNaN(lastMillis) ? '' : age(now - lastMillis)}
          </span>
        </span>
        <span class="session-where">
          <span class="session-project">
            <Plain text={project} />
          </span>
          {branch !== null && (
            <span class="session-branch">
              <Plain text={branch} />
            </span>
          )}
          <Numbers session={session} />
        </span>
        <span class="session-does">
          <SessionState state={state} waitingFor={session.waitingFor} />
          {state !== 'gone' && lastAction !== null && (
            <span class="session-last">
              <Plain text={lastAction.text} />
            </span>
          )}
          {session.errors > 0 && (
            <span class="session-number session-errors" title={plural(session.errors, 'error')}>
              {count(session.errors)} ✕
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

function Numbers({ session }: { session: SessionRecord }) {
  const { errors, counts, usage } = session;
  const about = `${plural(counts.events, 'event')}, ${plural(counts.calls, 'call')}, ${plural(errors, 'error')}`;
  const used = usage?.tokens ?? null;
  return (
    <span
      class="session-number"
      title={[about, ...usageWords(usage)].join('\n')}
      data-testid="session-numbers"
    >
      {used === null ? count(counts.events) : `${tokens(used)} tok`}
      {typeof usage?.contextFill === 'number' && ` · ${percent(usage.contextFill)}`}
    </span>
  );
}

function usageWords(usage: Usage | null): string[] {
  if (usage === null) return [];
  const words: string[] = [];
  if (usage.tokens !== null) words.push(`${count(usage.tokens)} tokens`);
  if (usage.contextFill !== null) words.push(`${percent(usage.contextFill)} of the context is taken`);
  if (usage.cost !== null) {
    const of = usage.cost.pricesOf === null ? '' : ` by the prices of ${usage.cost.pricesOf}`;
    words.push(`${dollars(usage.cost.usd)}, an estimate${of}`);
  }
  return words;
}
