import { ensureInstalled } from './ensure-installed.mjs';
import { become } from './project.mjs';

await ensureInstalled();
// npm runs scripts in the project's folder, but a file's name on the command line is meant from where the person is.
become('apps/server/main.ts', process.argv.slice(2), process.env.INIT_CWD);
