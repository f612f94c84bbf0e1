// Once a run and not once a file: a build clears away the pages that the program of another test is serving just then.
export { ensureConsole as setup } from './build-console.mjs';
