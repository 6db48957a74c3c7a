import { isObject, objectAt, textAt, type Json } from '../event/json';
import { Plain } from '../ui/plain';
import { AnyCall } from './any-call';
import { resultObject, type CallContent } from './call';

/** What Claude asked the user, what there was to choose, and what was chosen. */
export function Questions({ call }: { call: CallContent }) {
  const { questions } = call.input;
  if (!Array.isArray(questions)) return <AnyCall call={call} />;
  const answers = objectAt(resultObject(call), 'answers');
  return (
    <ol class="questions">
      {questions.map((question, i) => (
        <Question key={i} question={question} answers={answers} />
      ))}
    </ol>
  );
}

function Question({ question, answers }: { question: Json; answers: ReturnType<typeof objectAt> }) {
  const words = textAt(question, 'question') ?? '';
  const answer = answers === null ? null : textAt(answers, words);
  const options = isObject(question) && Array.isArray(question.options) ? question.options : [];
  return (
    <li>
      <p class="content-lead">
        <Plain text={words} />
      </p>
      <ul class="question-options">
        {options.map((option, i) => (
          <li key={i}>
            <Plain text={textAt(option, 'label') ?? ''} />{' '}
            <span class="dim">
              <Plain text={textAt(option, 'description') ?? ''} />
            </span>
          </li>
        ))}
      </ul>
      {answer !== null && (
        <p>
          <span class="dim">Answer</span> <Plain text={answer} />
        </p>
      )}
    </li>
  );
}
