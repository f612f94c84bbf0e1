import { inflate } from '@sparticuz/chromium';

// A program of its own: the package unpacks into the folder of temporary files, which is one for a whole process, and a
// server that a test starts meanwhile would take it over.

await Promise.all(process.argv.slice(2).map((archive) => inflate(archive)));
