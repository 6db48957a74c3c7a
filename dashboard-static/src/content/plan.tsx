import { textAt } from '../event/json';
import { AnyCall } from './any-call';
import { resultObject, type CallContent } from './call';
import { Prose } from './prose';

export function Plan({ call }: { call: CallContent }) {
  const plan = textAt(call.input, 'plan') ?? textAt(resultObject(call), 'plan');
  return plan === null ? <AnyCall call={call} /> : <Prose label="Plan" text={plan} />;
}
