import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, packageFolder } from './program.ts';

const FONT_PACKAGE = '@expo-google-fonts/noto-sans-sc';

/**
 * Writes a font configuration that knows the Chinese font from npm and nothing else, and answers its folder. Without it a
 * machine that has no Chinese font draws blanks, not boxes, and with the machine's own fonts no two draw the same picture.
 */
export function prepareFonts(): string {
  const folder = join(cacheFolder(), 'fonts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, configuration(packageFolder(FONT_PACKAGE), join(folder, 'cache')));
  renameSync(draft, file);
  return folder;
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const configuration = (fontFolder: string, cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${escapeXml(fontFolder)}</dir>
  <cachedir>${escapeXml(cache)}</cachedir>
  ${['sans-serif', 'serif', 'monospace', 'system-ui'].map(preferred).join('\n  ')}
</fontconfig>
`;

const preferred = (family: string) =>
  `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`;
