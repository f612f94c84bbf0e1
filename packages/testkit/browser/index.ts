export { launchBrowser } from './launch.ts';
export { browserUnavailable } from './program.ts';
