import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const noHtmlStrings = {
  'no-restricted-properties': [
    'error',
    ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
      property,
      message: 'Events are hostile text. Render them as text nodes.',
    })),
    { object: 'document', property: 'write', message: 'Events are hostile text. Render them as text nodes.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
      message: 'Events are hostile text. Render them as text nodes.',
    },
  ],
  'no-eval': 'error',
  'no-new-func': 'error',
};

/** Which other folders of src each one may use; README.md says what they are for. */
const mayUse = {
  text: [],
  event: ['text'],
  state: ['text', 'event'],
  link: ['event', 'state'],
  export: [],
  ui: ['text', 'event'],
  content: ['text', 'event', 'ui'],
  views: ['text', 'event', 'state', 'link', 'export', 'ui', 'content'],
};

/** Imports lead one way: from the page's root through the views down to the words. */
const oneWay = [
  ...Object.entries(mayUse).map(([folder, used]) => {
    const others = Object.keys(mayUse).filter((other) => other !== folder && !used.includes(other));
    const root = ['app', 'main', 'router'];
    const barred = [...others.map((other) => `${other}/`), ...root.map((file) => `${file}$`)];
    return within(`src/${folder}`, `^(\\.\\./)+(${barred.join('|')})`, used);
  }),
  within('src/state/account', '^\\.\\./([^.]|\\.\\./(?!text/|event/))', ['text', 'event']),
];

function within(folder, regex, used) {
  const message = `${folder} may use ${used.length === 0 ? 'nothing but itself' : used.join(', ')}.`;
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist-page/', 'node_modules/', 'target/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...noHtmlStrings,
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  ...oneWay,
  {
    files: ['scripts/**/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
