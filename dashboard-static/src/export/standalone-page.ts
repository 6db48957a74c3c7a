/**
 * A recording as one document that needs no daemon and no network. The policy in it names its one script and its one style by
 * their hashes, and the events are data that the script reads: whatever they hold, none of it is ever run.
 */

export const RECORDING_ID = 'recording';
export const SCRIPT_ID = 'page-script';
export const STYLE_ID = 'page-style';

export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/** @param lines an event a line, as JSON */
export async function standalonePage(name: string, lines: string, parts: PageParts): Promise<string> {
  const script = withinScript(parts.script);
  const style = parts.style.replace(/<\/style/gi, '<\\/style');
  const policy = [
    `default-src 'none'`,
    `script-src '${await hashOf(script)}'`,
    `style-src '${await hashOf(style)}'`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${withinAttribute(name)} · MPM Monitor</title>
<link rel="icon" href="data:,">
<style id="${STYLE_ID}">${style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This recording needs JavaScript to be shown.</noscript>
<script type="application/x-ndjson" id="${RECORDING_ID}" data-name="${withinAttribute(name)}">
${withinData(lines)}</script>
<script id="${SCRIPT_ID}">${script}</script>
</body>
</html>
`;
}

/** In JSON this sign stands only within texts, where it can be written by its number. */
function withinData(lines: string): string {
  return lines.replace(/</g, '\\u003c');
}

/** What would end or hide a script stands in it only within texts and patterns, where the stroke means nothing. */
function withinScript(script: string): string {
  return script.replace(/<(?=\/script|script|!--)/gi, '\\x3c');
}

function withinAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

async function hashOf(text: string): Promise<string> {
  if (!('subtle' in crypto))
    throw new Error(
      'the browser makes no hashes for a page that came unencrypted from another machine. Open it under 127.0.0.1 or https.',
    );
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
