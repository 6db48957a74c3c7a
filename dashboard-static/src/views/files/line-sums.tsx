import { LineCounts } from '../../content/diff/diff';
import { linesOf } from '../../state/account/files';
import type { LineSum } from '../../state/account/records';

/** The lines of several changes; a sum of which a part is unknown says that it is more. */
export function LineSums({ added, removed }: { added: LineSum; removed: LineSum }) {
  const atLeast = added.untold > 0 || removed.untold > 0;
  return (
    <span title={atLeast ? 'Not every change tells its lines' : undefined}>
      <LineCounts
        added={linesOf(added)}
        removed={linesOf(removed)}
        more={{ added: added.untold > 0, removed: removed.untold > 0 }}
      />
    </span>
  );
}
