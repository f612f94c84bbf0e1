import { mkdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** Opens pages by name and address, on a desk and on a phone, in both languages: nothing may be wider than the screen. */
export async function fitsEverywhere(
  page: Page,
  paths: Readonly<Record<string, string>>,
  pictures?: string,
): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const language of ['English', '中文']) {
        await page.getByText(language, { exact: true }).click();
        await page.waitForTimeout(100);
        const shown = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(shown, `${path} in ${language}`).toBeLessThanOrEqual(width);
        await keepPicture(page, `${name}.${language === '中文' ? 'zh' : 'en'}.${width}`, pictures);
      }
    }
  }
}

/** Keeps a picture of the page as it stands, where a folder for them was asked for. */
export async function keepPicture(page: Page, name: string, folder?: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
