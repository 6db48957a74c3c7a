import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { kindOf } from './kind';
import { notificationText, promptOf } from './notification';
import { summaryOf } from './summary';

/** As Claude Code 2.1.197 sends it. */
const PROMPT =
  '<task-notification>\n<task-id>ad55</task-id>\n<tool-use-id>toolu_14_0</tool-use-id>\n<status>completed</status>\n' +
  '<summary>Agent "bg" finished</summary>\n<result>bg says</result>\n</task-notification>';

describe('notificationText', () => {
  it('taskNotification_saysHowWhatEnded', () => {
    const told = event(1, { data: { prompt: PROMPT } });
    expect(notificationText(told)).toBe('Agent "bg" finished (completed)');
    expect(summaryOf(told)).toBe('Agent "bg" finished (completed)');
    expect(kindOf(told)).toBe('attention');
    expect(promptOf(told)).toBeNull();
  });

  it('taskNotification_cutShort_isStillNone_OfTheUsers', () => {
    const told = event(1, { data: { prompt: PROMPT.slice(0, 40) } });
    expect(notificationText(told)).toBe('a task has ended');
    expect(promptOf(told)).toBeNull();
  });

  it('prompt_isTheUsers', () => {
    expect(notificationText(event(1))).toBeNull();
    expect(promptOf(event(1))).toBe('prompt 1');
  });
});
