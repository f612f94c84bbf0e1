import { inject } from 'vitest';
import type { Page } from 'playwright-core';
import { launchBrowser } from '@shuke/testkit/browser';
import { startProgram, type Program } from './program.ts';

/** The console as it ships, served by the real program, open in a real browser that speaks Chinese. */
export interface OpenConsole {
  readonly program: Program;
  readonly page: Page;
  /** What the browser complained of. Whoever expects a complaint takes it out. */
  readonly complaints: string[];
  /** Calls the API as the page does, with its session. Throws where it is refused. */
  readonly api: <T>(method: string, path: string, body?: object) => Promise<T>;
  /** Signs the demo's owner in without the sign-in page, with this password from now on. */
  readonly signIn: (password: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openConsole({ timezoneId = 'Asia/Shanghai' } = {}): Promise<OpenConsole> {
  const [program, browser] = await Promise.all([startProgram(inject('serverUrl')), launchBrowser()]);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId,
    reducedMotion: 'reduce',
    baseURL: program.url,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const api = <T>(method: string, path: string, body?: object): Promise<T> =>
    page.evaluate(
      async ([how, url, sent]) => {
        const headers: Record<string, string> = { 'idempotency-key': crypto.randomUUID() };
        if (sent) headers['content-type'] = 'application/json';
        const answer = await fetch(url!, sent ? { method: how, headers, body: sent } : { method: how, headers });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${how} ${url} ${answer.status} ${text}`);
        return text === '' ? null : JSON.parse(text);
      },
      [method, path, body && JSON.stringify(body)] as const,
    ) as Promise<T>;
  return {
    program,
    page,
    complaints,
    api,
    async signIn(newPassword) {
      const { oneTimePassword } = program;
      await page.goto('/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await api('POST', '/v1/sessions', { signInName: 'owner', password: oneTimePassword });
      await api('PUT', '/v1/sessions/current/password', { oldPassword: oneTimePassword, newPassword });
      await page.goto('/console');
      // Nobody being signed in at first is an answer that the browser calls an error.
      complaints.splice(0);
    },
    async close() {
      await browser.close();
      await program.stop();
    },
  };
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()} ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`));
  return complaints;
}
