import { describe, expect, it } from 'vitest';
import { event, toolStart } from '../../test/events';
import type { JsonObject } from './json';
import { shortType } from './kind';
import { filesOf } from './files';
import { summaryOf } from './summary';

const tool = (input: JsonObject) => summaryOf(toolStart(1, 'c', 'Tool', input));
const plain = (data: JsonObject) => summaryOf(event(1, { data }));

describe('summaryOf', () => {
  it.each([
    ['the command', { command: 'ls -la', description: 'List' }, 'ls -la'],
    ['a path inside the folder', { file_path: '/home/dev/acme/src/A.java' }, 'src/A.java'],
    ['a path elsewhere', { file_path: '/etc/hosts' }, '/etc/hosts'],
    ['a folder that only begins alike', { file_path: '/home/dev/acme2/x' }, '/home/dev/acme2/x'],
    ['pattern and place', { pattern: 'println', path: '/home/dev/acme/src' }, 'println in src'],
    ['a new task', { subject: 'Mend it', description: 'Where it broke' }, 'Mend it'],
    ['a task that moves on', { taskId: '1', status: 'completed' }, '#1 → completed'],
    ['a task', { taskId: '1' }, '#1'],
    ['to-dos', { todos: [{}, {}] }, '2 to-dos'],
    ['a field nobody knows', { mystery: 'value' }, 'value'],
    ['line breaks', { command: 'a\n\n\tb\u001b[31m' }, 'a b [31m'],
  ])('tool_%s', (_, input, summary) => {
    expect(tool(input as JsonObject)).toBe(summary);
  });

  it.each([
    ['prompt', { prompt: 'please' }, 'please'],
    ['message', { message: 'needs permission', notification_type: 'x' }, 'needs permission'],
    ['file', { file_path: '/home/dev/acme/CLAUDE.md' }, 'CLAUDE.md'],
    [
      'batch',
      { tool_calls: [{ tool_name: 'Read', tool_input: { file_path: '/home/dev/acme/a' } }, {}] },
      'Read(a), tool',
    ],
    ['nothing', {}, ''],
  ])('event_%s', (_, data, summary) => {
    expect(plain(data as JsonObject)).toBe(summary);
  });

  it('questions_areTheFirstOfThem', () =>
    expect(tool({ questions: [{ question: 'Which database?' }, { question: 'Why?' }] })).toBe(
      'Which database?',
    ));

  it('hugeText_isCut', () => {
    expect(tool({ command: 'x'.repeat(5_000_000) })).toHaveLength(301);
  });
});

describe('filesOf', () => {
  it('pathInInputAndInAnnouncement_bothOnce', () => {
    const read = event(1, {
      files: [
        { path: '/a', op: 'read' },
        { path: '/b', op: 'edit' },
      ],
      data: { tool_input: { file_path: '/a' } },
    });
    expect(filesOf(read)).toEqual(['/a', '/b']);
  });
});

describe('shortType', () => {
  it.each([
    ['hook.pre_tool', 'pre_tool'],
    ['session.start', 'session.start'],
    ['hook.', 'hook.'],
  ])('%s', (type, short) => {
    expect(shortType(type)).toBe(short);
  });
});
