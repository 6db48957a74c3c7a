import { render } from 'preact';
import { act as actLater } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../event/json';
import type { CallContent } from './call';
import { Content } from './content';
import { signal } from '@preact/signals';
import { ContentSurroundings, type Surroundings } from './surroundings';

const HOSTILE = `<img src=x onerror="window.owned=1"><script>window.owned=2</script>"'&lt;\u202e\u001b]0;owned\u0007\u001b[31m`;

/** Nothing these tests do is asynchronous, so there is no promise to wait for. */
function act(change: () => void): void {
  void actLater(change);
}

const surroundings: Surroundings = {
  diffLayout: signal('unified'),
  cwd: '/home/dev/acme',
  agentHref: (id) => `#/agents/${id}`,
  fileHref: (path) => `#/files/${encodeURIComponent(path)}`,
};

function show(name: string, input: JsonObject, result: Json | null = null, error: string | null = null) {
  const call: CallContent = { name, input, result, error };
  const root = document.createElement('div');
  document.body.append(root);
  act(() =>
    render(
      <ContentSurroundings.Provider value={surroundings}>
        <Content call={call} />
      </ContentSurroundings.Provider>,
      root,
    ),
  );
  const find = (testId: string) => root.querySelector<HTMLElement>(`[data-testid=${testId}]`);
  return { root, find, text: root.textContent };
}

afterEach(() => {
  for (const child of [...document.body.children]) {
    render(null, child);
    child.remove();
  }
});

describe('Content', () => {
  it('bash_isATerminalWithCommandAndOutput', () => {
    const { find, text } = show(
      'Bash',
      { command: 'ls -la', description: 'List files' },
      { stdout: '\u001b[32mgreen\u001b[0m\n', stderr: 'warned', interrupted: false, isImage: false },
    );
    expect(find('terminal')?.textContent).toContain('ls -la');
    expect(find('terminal-error')?.textContent).toBe('warned');
    expect(text).toContain('List files');
    expect(find('terminal')?.querySelector('span[style]')?.textContent).toBe('green');
  });

  it('bash_failed_showsTheExitCodeApart', () => {
    const { root, text } = show('Bash', { command: 'false' }, null, 'Exit code 3\nno such thing');
    expect(root.querySelector('.terminal-note')?.textContent).toBe('Exit code 3');
    expect(text).toContain('no such thing');
  });

  it('bash_onlyToldByItsBatch_isTheTextThatCame', () => {
    expect(show('Bash', { command: 'ls' }, 'a\nb').find('terminal')?.textContent).toContain('a');
  });

  it('longOutput_showsBothEndsUntilAskedForAll', () => {
    const output = Array.from({ length: 1_000 }, (_, i) => `line-${i}.`).join('\n');
    const { root, find, text } = show('Bash', { command: 'x' }, { stdout: output, stderr: '' });
    expect(text).toContain('line-0.');
    expect(text).toContain('line-999.');
    expect(text).not.toContain('line-500.');
    expect(find('more')?.textContent).toBe('Show 700 lines between');
    act(() => find('more')?.click());
    expect(root.textContent).toContain('line-500.');
  });

  it('edit_isADiffWithChangedWordsMarked', () => {
    const { root, find } = show(
      'Edit',
      { file_path: '/home/dev/acme/src/Main.java', old_string: '"hi"', new_string: '"hello world"' },
      {
        structuredPatch: [{ oldStart: 3, newStart: 3, lines: ['-println("hi");', '+println("hello");'] }],
      },
    );
    expect(find('diff')?.querySelector('.line-counts')?.textContent).toBe('+1 −1');
    expect([...root.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['hi', 'hello']);
    expect(root.querySelector('a.file-name')?.textContent).toBe('src/Main.java');
  });

  it('edit_running_isTheDiffOfItsInput', () => {
    const { text } = show('Edit', { file_path: '/a', old_string: 'one', new_string: 'two' });
    expect(text).toContain('Lines are counted from the exchanged text');
    expect(text).toContain('−one');
  });

  it('multiEdit_isOneDiffOfAll', () => {
    const edits = [
      { old_string: 'a', new_string: 'b' },
      { old_string: 'c', new_string: '' },
    ];
    expect(show('MultiEdit', { file_path: '/a', edits }).root.querySelectorAll('tbody')).toHaveLength(2);
  });

  it('write_newFile_isAllAdded', () => {
    const { find, text } = show(
      'Write',
      { file_path: '/a.txt', content: 'x\ny\n' },
      { type: 'create', structuredPatch: [], originalFile: null },
    );
    expect(find('diff')?.querySelector('.line-counts')?.textContent).toBe('+2 −0');
    expect(text).toContain('New file');
  });

  it('sideBySide_chosen_hasTwoColumns', () => {
    const { root } = show('Edit', { file_path: '/a', old_string: 'one', new_string: 'two' });
    act(() => root.querySelector<HTMLInputElement>('input[value=split]')?.click());
    expect(root.querySelectorAll('tr:first-child .diff-line')).toHaveLength(2);
    act(() => (surroundings.diffLayout.value = 'unified'));
  });

  it('read_isCodeWithTheFilesOwnNumbers', () => {
    const file = {
      filePath: '/A.java',
      content: 'class A {\n}\n',
      numLines: 2,
      startLine: 41,
      totalLines: 90,
    };
    const { root, find, text } = show('Read', { file_path: '/A.java' }, { type: 'text', file });
    expect([...root.querySelectorAll('.diff-number')].map((cell) => cell.getAttribute('data-n'))).toEqual([
      '41',
      '42',
    ]);
    expect(text).toContain('Lines 41 to 42 of 90');
    expect(find('code')?.querySelector('[data-role=keyword]')?.textContent).toBe('class');
  });

  it('read_onlyToldByItsBatch_losesTheNumbersFromTheText', () => {
    const { root } = show('Read', { file_path: '/a' }, '    7→seven\n    8→eight');
    expect([...root.querySelectorAll('.diff-line')].map((cell) => cell.textContent)).toEqual([
      'seven',
      'eight',
    ]);
  });

  it('read_picture_isToldOf', () => {
    const { text } = show(
      'Read',
      { file_path: '/a.png' },
      { type: 'image', file: { base64: 'AAAA', type: 'image/png', originalSize: 12_345 } },
    );
    expect(text).toContain('A picture · image/png · 12 kB');
    expect(text).not.toContain('AAAA');
  });

  it('read_failed_showsWhy', () => {
    const { root } = show('Read', { file_path: '/a' }, null, 'File does not exist.');
    expect(root.querySelector('[data-tone=bad]')?.textContent).toContain('File does not exist.');
  });

  it.each([
    [
      'by file with numbers',
      { mode: 'content', content: '/a/x.java:3:int println\n/a/x.java-4-}\n--\n/a/y.java:9:println' },
      ['/a/x.java', '/a/y.java'],
      ['3', '4', '9'],
    ],
    ['in one file', { mode: 'content', content: '3:println' }, [], ['3']],
    ['counted', { mode: 'count', content: '/a/x.java:3\n/a/y.java:1' }, ['/a/x.java', '/a/y.java'], []],
    ['names only', { mode: 'files_with_matches', filenames: ['/a/x.java'] }, ['/a/x.java'], []],
    ['a text', 'Found 1 file\n/a/x.java', ['/a/x.java'], []],
    ['nothing', { filenames: [], numFiles: 0 }, [], []],
  ])('grep_%s', (_, result, files, numbers) => {
    const { root, find } = show('Grep', { pattern: 'println' }, result);
    expect(find('results')).not.toBeNull();
    expect([...root.querySelectorAll('.file-name')].map((name) => name.textContent)).toEqual(files);
    expect([...root.querySelectorAll('.diff-number')].map((cell) => cell.getAttribute('data-n'))).toEqual(
      numbers,
    );
  });

  const CUT = '…[truncated, 9 of 1234 characters]';
  const SAID = 'Only the first 9 of 1,234 characters were kept';

  it('write_cut_saysSo_andCountsNoLines', () => {
    const { root, find, text } = show(
      'Write',
      { file_path: '/a.txt', content: `x\ny${CUT}` },
      { type: 'create', structuredPatch: [], originalFile: null },
    );
    expect(root.querySelector('.content-lead')?.textContent).toContain(`New file · ${SAID}`);
    expect(find('diff')?.querySelector('.line-counts')?.textContent.trim()).toBe('');
    expect(text).not.toContain('truncated');
  });

  it('write_bothTextsCut_showsNoChangeWhereTheyEnd', () => {
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `line ${from + i}`).join('\n');
    const { root } = show(
      'Write',
      { file_path: '/a.txt', content: `new\n${numbers(0, 40)}\nline${CUT}` },
      { structuredPatch: [], originalFile: `${numbers(0, 41)}\nli${CUT}` },
    );
    const changed = root.querySelectorAll('.diff-line:is([data-kind=added], [data-kind=removed])');
    expect([...changed].map(({ textContent }) => textContent)).toEqual(['+new']);
  });

  it('edit_cut_saysSo_andCountsNoLines', () => {
    const edits = [
      { old_string: 'a', new_string: 'b' },
      { old_string: `c\nd${CUT}`, new_string: 'c' },
    ];
    const { root, text } = show('MultiEdit', { file_path: '/a', edits });
    expect(text).toContain(`Of the text before: ${SAID}`);
    expect(root.querySelector('.line-counts')?.textContent.trim()).toBe('');
  });

  it('read_cut_countsTheLinesThatAreThere', () => {
    const file = { content: `a\nb\nc${CUT}`, numLines: 2_000, startLine: 11, totalLines: 120_000 };
    const { find, text } = show('Read', { file_path: '/a' }, { type: 'text', file });
    expect(find('code')?.querySelector('figcaption')?.textContent).toContain(
      `Lines 11 to 13 of 120,000 · ${SAID}`,
    );
    expect(text).not.toContain('truncated');
  });

  it('bash_cut_saysSoAfterTheOutput', () => {
    const { root, find } = show('Bash', { command: 'x' }, { stdout: `out${CUT}`, stderr: '' });
    expect(root.querySelector('.terminal-note')?.textContent).toBe(`${SAID}.`);
    expect(find('terminal')?.textContent).not.toContain('truncated');
  });

  it('grep_cut_saysSo', () => {
    const { find } = show('Grep', { pattern: 'x' }, { mode: 'content', content: `a:1:x\nb:1:x${CUT}` });
    expect(find('results')?.querySelector('p')?.textContent).toBe(`At least 2 files · ${SAID}`);
    expect(find('results')?.textContent).not.toContain('truncated');
  });

  it('prose_cut_saysSoInItsHead', () => {
    const { find } = show('ExitPlanMode', { plan: `First${CUT}` });
    expect(find('prose')?.querySelector('figcaption')?.textContent).toContain(SAID);
    expect(find('prose')?.querySelector('pre')?.textContent).toBe('First');
  });

  it('grep_plainPattern_isMarked', () => {
    const { root } = show('Grep', { pattern: 'println' }, { mode: 'content', content: 'a:1:x println y' });
    expect(root.querySelector('mark')?.textContent).toBe('println');
  });

  it('grep_expensivePattern_isNotRun', () => {
    const { root } = show(
      'Grep',
      { pattern: '(a+)+$' },
      { mode: 'content', content: `a:1:${'a'.repeat(50)}!` },
    );
    expect(root.querySelector('mark')).toBeNull();
  });

  it('webSearch_linksAreSafeAndNameTheirPlace', () => {
    const content = [
      { title: 'Good', url: 'https://example.org/a' },
      { title: 'Bad', url: 'javascript:alert(1)' },
    ];
    const { root, find } = show('WebSearch', { query: 'x' }, { results: [{ content }, 'In words.'] });
    const links = [...root.querySelectorAll('a')];
    expect(links.map((link) => [link.href, link.rel, link.target])).toEqual([
      ['https://example.org/a', 'noopener noreferrer', '_blank'],
    ]);
    expect(find('unsafe-link')?.textContent).toBe('javascript:alert(1)');
    expect(root.textContent).toContain('In words.');
  });

  it('webFetch_showsCodeAndAnswer', () => {
    const { text } = show(
      'WebFetch',
      { url: 'https://example.org', prompt: 'what?' },
      { code: 200, codeText: 'OK', bytes: 1_256, result: 'An example.' },
    );
    expect(text).toContain('200 OK · 1.3 kB');
    expect(text).toContain('An example.');
  });

  it('mcp_namesServerAndTool', () => {
    const { find, text } = show(
      'mcp__my_server__do_it',
      { a: 1 },
      { content: [{ type: 'text', text: '{"b": 2}' }] },
    );
    expect(find('mcp')?.textContent).toBe('server my_server tool do_it');
    expect(text).toContain('b');
  });

  it('agent_leadsToTheAgent', () => {
    const { find, text } = show(
      'Agent',
      { description: 'Look', prompt: 'look at it', subagent_type: 'general-purpose' },
      { agentId: 'a1', content: [{ type: 'text', text: 'Seen.' }], totalTokens: 6_650, totalToolUseCount: 2 },
    );
    expect(find('agent-link')?.getAttribute('href')).toBe('#/agents/a1');
    expect(text).toContain('2 tool calls · 6,650 tokens');
    expect(text).toContain('Seen.');
  });

  it('todos_areAListWithTheirState', () => {
    const { find } = show('TodoWrite', {
      todos: [
        { content: 'one', status: 'completed' },
        { content: 'two', status: 'in_progress' },
      ],
    });
    expect(find('todos')?.textContent).toContain('1 of 2 done');
    expect(find('todos')?.textContent).toContain('two (in progress)');
  });

  it('question_showsOptionsAndAnswer', () => {
    const questions = [
      { question: 'Which?', options: [{ label: 'A', description: 'the first' }, { label: 'B' }] },
    ];
    const { text } = show('AskUserQuestion', { questions }, { answers: { 'Which?': 'B' } });
    expect(text).toContain('A the first');
    expect(text).toContain('Answer B');
  });

  it.each(['Unheard', 'constructor', '__proto__', ''])('tool_%s_isShownAsJson', (name) => {
    expect(show(name, { some: 'input' }, { some: 'answer' }).text).toContain('answer');
  });

  const hostileInput: JsonObject = {
    command: HOSTILE,
    description: HOSTILE,
    file_path: HOSTILE,
    notebook_path: HOSTILE,
    old_string: HOSTILE,
    new_string: `${HOSTILE}2`,
    pattern: HOSTILE,
    path: HOSTILE,
    url: `javascript:${HOSTILE}`,
    query: HOSTILE,
    prompt: HOSTILE,
    plan: HOSTILE,
    subagent_type: HOSTILE,
    todos: [HOSTILE, { content: HOSTILE, status: HOSTILE }, null],
    questions: [HOSTILE, { question: HOSTILE, options: [HOSTILE, { label: HOSTILE }] }],
    [HOSTILE]: HOSTILE,
  };
  const hostileResults: readonly Json[] = [
    null,
    HOSTILE,
    7,
    [HOSTILE, null, { type: 'text', text: HOSTILE }, { type: 'image', mimeType: HOSTILE }],
    {
      stdout: HOSTILE,
      stderr: HOSTILE,
      backgroundTaskId: HOSTILE,
      structuredPatch: [{ oldStart: -1, newStart: 1e308, lines: [HOSTILE, `-${HOSTILE}`, `+${HOSTILE}x`] }],
      file: { content: HOSTILE, startLine: -7, filePath: HOSTILE },
      content: [{ type: 'text', text: HOSTILE }],
      filenames: [HOSTILE, 7, null],
      results: [HOSTILE, { content: [{ title: HOSTILE, url: HOSTILE }, 7] }, null],
      agentId: HOSTILE,
      answers: { [HOSTILE]: HOSTILE },
      mode: HOSTILE,
    },
  ];
  const tools = [
    ...['Bash', 'Read', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'Grep', 'Glob', 'LS', 'WebFetch'],
    ...['WebSearch', 'Task', 'TodoWrite', 'AskUserQuestion', 'ExitPlanMode', `mcp__${HOSTILE}__x`, HOSTILE],
  ];

  it.each(tools)('r5_%s_showsHostileTextAsText', (tool) => {
    for (const result of hostileResults) {
      const { root } = show(tool, hostileInput, result, HOSTILE);
      expect(root.querySelectorAll('img, script')).toHaveLength(0);
      expect(
        [...root.querySelectorAll('a')].every(({ href }) => /^(https?:|#|about:blank#)/.test(href)),
      ).toBe(true);
      expect(root.textContent).toContain('onerror="window.owned=1"');
    }
    expect('owned' in window).toBe(false);
  });
});
