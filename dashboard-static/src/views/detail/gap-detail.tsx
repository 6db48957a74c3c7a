import type { GapRow } from '../../event/row';
import { GapText } from '../events/gap-line';
import { Fields } from './fields';

export function GapDetail({ row, history }: { row: GapRow; history: string }) {
  const { gap } = row;
  return (
    <div class="detail-body">
      <p>
        <GapText row={row} history={history} />.
      </p>
      <Fields
        fields={[
          ['From', gap.from === null ? null : `#${gap.from}`],
          ['To', gap.to === null ? null : `#${gap.to}`],
          ['Reason', gap.reason],
          ['Stream', gap.stream],
        ]}
      />
    </div>
  );
}
