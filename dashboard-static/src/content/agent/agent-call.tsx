import { useContext } from 'preact/hooks';
import { numberAt, textAt } from '../../event/json';
import { plural } from '../../text/count';
import { duration } from '../../text/time';
import { resultObject, textOf, type CallContent } from '../call';
import { Prose } from '../prose';
import { ContentSurroundings } from '../surroundings';

/** A call that starts an agent: what it was asked, what it said, and the way to it. */
export function AgentCall({ call }: { call: CallContent }) {
  const { agentHref } = useContext(ContentSurroundings);
  const result = resultObject(call);
  const agentId = textAt(result, 'agentId');
  const href = agentId === null ? null : agentHref(agentId);
  const type = textAt(call.input, 'subagent_type') ?? textAt(result, 'agentType') ?? 'agent';
  const prompt = textAt(call.input, 'prompt');
  const answer = textOf(call.result);
  return (
    <>
      <p class="content-lead">
        {href === null ? (
          <code>{type}</code>
        ) : (
          <a href={href} data-testid="agent-link">
            {type}
          </a>
        )}{' '}
        {textAt(call.input, 'description')}
      </p>
      <Sums call={call} />
      {prompt !== null && <Prose label="Prompt" text={prompt} />}
      {answer !== null && <Prose label="Result" text={answer} />}
    </>
  );
}

function Sums({ call }: { call: CallContent }) {
  const result = resultObject(call);
  const tools = numberAt(result, 'totalToolUseCount');
  const tokens = numberAt(result, 'totalTokens');
  const millis = numberAt(result, 'totalDurationMs');
  const parts = [
    textAt(result, 'status') === 'async_launched' ? 'runs in the background' : null,
    textAt(result, 'resolvedModel'),
    tools === null ? null : plural(tools, 'tool call'),
    tokens === null ? null : plural(tokens, 'token'),
    millis === null ? null : duration(millis),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <p class="dim">{parts.join(' · ')}</p>;
}
