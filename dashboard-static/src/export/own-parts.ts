/** The page's own script and style, which a page that is exported takes along. */

import { SCRIPT_ID, STYLE_ID, type PageParts } from './standalone-page';

/** Null where a page cannot read itself: a browser gives a page from the disk no file beside it. */
export async function ownParts(): Promise<PageParts | null> {
  const script = document.getElementById(SCRIPT_ID)?.textContent;
  const style = document.getElementById(STYLE_ID)?.textContent;
  if (script && style) return { script, style };
  if (!location.protocol.startsWith('http')) return null;
  return { script: await fetched('assets/dashboard.js'), style: await fetched('assets/dashboard.css') };
}

async function fetched(path: string): Promise<string> {
  const response = await fetch(path, { cache: 'no-store', credentials: 'omit' });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response.text();
}
