import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { become, fail, ROOT } from './project.mjs';

const names = readdirSync(join(ROOT, 'bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  const reason = name === undefined ? [] : [`There is no benchmark ${name}.`];
  fail(...reason, 'Usage: npm run bench -- NAME [--quick]', `Names: ${names.sort().join(', ') || '(none yet)'}`);
}

await ensureInstalled();
become(`bench/${name}.ts`, args);
