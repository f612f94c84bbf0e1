import { mkdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** Where pictures of the pages are kept, to be looked at; nowhere unless a folder is named. */
const PICTURES = process.env.SHUKE_PICTURES;
const DESK_AND_PHONE: readonly number[] = [1440, 390];

/** Opens pages by name and address, on a desk and on a phone, in both languages: nothing may be wider than the screen. */
export async function fitsEverywhere(
  page: Page,
  paths: Readonly<Record<string, string>>,
  widths = DESK_AND_PHONE,
): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      for (const language of ['English', '中文']) {
        await page.getByText(language, { exact: true }).click();
        await page.waitForTimeout(100);
        const shown = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(shown, `${path} in ${language}`).toBeLessThanOrEqual(width);
        await keepPicture(page, `${name}.${language === '中文' ? 'zh' : 'en'}.${width}`);
      }
    }
  }
}

/** Keeps a picture of the page as it stands, where pictures are kept. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}
