// Once a run and not once a file: a build clears away the pages that the program of another file is serving just then.
export { ensureConsole as setup } from '../../../tools/setup/build-console.mjs';
