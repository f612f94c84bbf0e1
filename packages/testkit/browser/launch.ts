import { chromium, type Browser } from 'playwright-core';
import { prepareFonts } from './fonts.ts';
import { findBrowser } from './program.ts';

// The package's own arguments run everything in one process, and closing one page's context then ends the browser.
const ARGUMENTS = [
  // Tests also run as root and in containers, where Chromium's sandbox cannot start; they open our own pages only.
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  // A test run talks to nobody but the server under test.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-pings',
];

/** Launches Chromium with a Chinese font, both from npm. The caller closes it; a `Fault` says why there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, libraryFolder } = await findBrowser();
  const env: Record<string, string | undefined> = { ...process.env, FONTCONFIG_PATH: prepareFonts() };
  // These libraries are for the browser alone: any other program would pick them up and trip over them.
  if (libraryFolder) env['LD_LIBRARY_PATH'] = libraryFolder;
  return chromium.launch({ executablePath: executable, args: ARGUMENTS, env });
}
