import type { Gap } from '../../event/wire';
import { gapText } from '../events/gap-line';
import { Fields } from './fields';

export function GapDetail({ gap }: { gap: Gap }) {
  return (
    <div class="detail-body">
      <p>{gapText(gap)}.</p>
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
