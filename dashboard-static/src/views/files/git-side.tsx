import { useMemo } from 'preact/hooks';
import { Diff } from '../../content/diff/diff';
import { patchFromGit } from '../../content/diff/read-patch';
import { Prose } from '../../content/prose';
import { gitChange, type GitChange } from '../../link/session-file';
import { useLoaded } from '../../ui/use-loaded';
import { placeOf, Refusal, type SideProps } from './side';

/** What git has of the file after the chosen operation. */
export function GitSide(props: SideProps) {
  const { entry, chosen, daemon } = props;
  const loaded = useLoaded(`${entry.path} ${chosen.key} ${chosen.status}`, (signal) =>
    gitChange(daemon, placeOf(props), chosen.at, signal),
  );
  if (loaded.state === 'loading') return <p class="dim">Asking the daemon…</p>;
  const reply = loaded.value;
  return reply.ok ? <Change change={reply.value} /> : <Refusal error={reply.error} daemon={daemon} />;
}

const METHODS: ReadonlyMap<string, string> = new Map([
  ['timestamp_based', 'The first commit after this operation'],
  ['latest_commit', 'The last commit; nothing has changed since'],
  ['unstaged_changes', 'Changed since it was last committed or staged'],
  ['staged_changes', 'Staged for the next commit'],
  ['working_directory', 'Changed since the last commit'],
]);

function Change({ change: { diff, method, commit } }: { change: GitChange }) {
  const patch = useMemo(() => patchFromGit(diff), [diff]);
  const known = patch.hunks.length > 0 || patch.notes.length > 0;
  return (
    <>
      <p class="side-about">
        {method === null ? null : (METHODS.get(method) ?? method)}
        {commit !== null && (
          <>
            {' '}
            <code>{commit.slice(0, 10)}</code>
          </>
        )}
      </p>
      {known ? <Diff patch={patch} /> : <Prose label="Git says" text={diff} />}
    </>
  );
}
