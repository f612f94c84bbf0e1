import { ensureConsole } from './build-console.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { become } from './project.mjs';

await ensureInstalled();
await ensureConsole();
become('apps/server/main.ts', ['start', ...process.argv.slice(2)]);
