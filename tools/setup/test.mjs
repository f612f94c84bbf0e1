import { ensureInstalled } from './ensure-installed.mjs';
import { become } from './project.mjs';

await ensureInstalled();
become('tools/check/main.ts', process.argv.slice(2));
