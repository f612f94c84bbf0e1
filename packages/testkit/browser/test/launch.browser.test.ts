import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { browserUnavailable, launchBrowser } from '../index.ts';

const reason = browserUnavailable();

describe.skipIf(reason !== null)(`a browser from npm${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());

  /** Draws a text in black on white and answers its picture as the rows of bytes that a canvas of the page reads. */
  async function draw(page: Page, text: string, style = ''): Promise<string> {
    await page.setContent(`<body style="margin:0;background:#fff"><p style="margin:0;font-size:48px;${style}">${text}`);
    await page.evaluate('document.fonts.ready');
    return (await page.screenshot({ clip: { x: 0, y: 0, width: 120, height: 72 } })).toString('base64');
  }

  test('Chinese has ink, and each character its own', async () => {
    const page = await browser.newPage();
    const blank = await draw(page, '');
    const [shu, ke] = [await draw(page, '熟'), await draw(page, '客')];
    expect(shu).not.toBe(blank);
    expect(ke).not.toBe(blank);
    // A font without them would draw the same box, or nothing, for both.
    expect(shu).not.toBe(ke);
    expect(await draw(page, '熟客')).not.toBe(shu);
    expect(await draw(page, '熟', 'font-weight:700'), 'a bold face of its own').not.toBe(shu);
    await page.close();
  });

  test('a page can be closed with its context while others go on', async () => {
    const [first, second] = [await browser.newContext(), await browser.newContext()];
    const page = await second.newPage();
    await first.newPage();
    await first.close();
    await page.setContent('<title>熟客</title>');
    expect(await page.title()).toBe('熟客');
    await second.close();
    expect(browser.isConnected()).toBe(true);
  });
});
