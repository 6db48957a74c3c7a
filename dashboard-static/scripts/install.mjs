// `npm ci`, but only when package-lock.json is not the one node_modules was made from.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.installed-from';
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(process.version)
  .digest('hex');

if (stamped() === wanted) {
  console.log('node_modules is up to date with package-lock.json');
} else {
  execFileSync('npm', ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  writeFileSync(STAMP, wanted);
}

function stamped() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
}
