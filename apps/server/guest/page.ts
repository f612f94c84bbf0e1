import type { Landing } from '@shuke/growth';
import { html, type Html } from './html.ts';
import { WORDS, type PageLanguage } from './words.ts';

export interface PageOptions {
  readonly landing: Landing;
  readonly code: string;
  readonly language: PageLanguage;
}

const STYLE = html`<style>
  :root {
    --ink: #1d2421;
    --soft: #5b6762;
    --paper: #faf7f2;
    --accent: #0b6b53;
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font:
      17px/1.55 system-ui,
      'Noto Sans SC',
      sans-serif;
  }
  main {
    max-width: 30rem;
    margin: 0 auto;
    padding: 1.5rem 1.25rem 3rem;
  }
  header p {
    margin: 0;
    color: var(--soft);
    font-size: 0.9rem;
  }
  h1 {
    margin: 0.3rem 0 0.75rem;
    font-size: 1.6rem;
    line-height: 1.25;
  }
  h2 {
    margin: 0 0 0.5rem;
    font-size: 1.15rem;
  }
  section {
    margin-top: 1.25rem;
    padding: 1.1rem;
    background: #fff;
    border: 1px solid #e6e0d6;
    border-radius: 14px;
  }
  img {
    display: block;
    width: 100%;
    border-radius: 10px;
    margin-bottom: 0.75rem;
  }
  p {
    margin: 0 0 0.75rem;
    overflow-wrap: anywhere;
  }
  label {
    display: block;
    margin-top: 0.6rem;
  }
  .tick {
    display: flex;
    gap: 0.6rem;
    align-items: flex-start;
    font-size: 0.9rem;
    color: var(--soft);
  }
  input[type='tel'] {
    width: 100%;
    padding: 0.7rem;
    font: inherit;
    border: 1px solid #8a958f;
    border-radius: 10px;
  }
  input[type='checkbox'] {
    width: 1.3rem;
    height: 1.3rem;
    margin: 0.1rem 0 0;
    flex: none;
    accent-color: var(--accent);
  }
  button,
  .button {
    display: inline-block;
    margin-top: 1rem;
    padding: 0.75rem 1.4rem;
    font: inherit;
    font-weight: 600;
    color: #fff;
    background: var(--accent);
    border: 0;
    border-radius: 999px;
    text-decoration: none;
    cursor: pointer;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 3px solid #e8a33d;
    outline-offset: 2px;
  }
  [role='status'] {
    min-height: 1.5em;
    margin: 0.8rem 0 0;
    font-weight: 600;
  }
</style>`;

const shell = (language: PageLanguage, title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text;

/** The page that a scan leads to. */
export function landingPage({ landing, code, language }: PageOptions): string {
  const words = WORDS[language];
  const { merchantName, storeName, touchpoint, content, hasJoined } = landing;
  const place = [storeName ?? merchantName, touchpoint.label].join(' · ');
  const shown = content?.[language];
  const title = shown?.title ?? words.greeting(storeName ?? merchantName);
  const body = html` <header><p>${place}</p></header>
    <article id="content" data-code="${code}" data-rule="${content?.ruleId ?? ''}">
      ${content?.imageUrl ? html`<img src="${content.imageUrl}" alt="" />` : null}
      <h1>${title}</h1>
      <p>${shown?.body ?? words.greetingBody}</p>
      ${actionOf({ landing, code, language })}
    </article>
    ${hasJoined ? html`<section><h2>${words.welcomeBack}</h2></section>` : joinForm({ landing, code, language })}
    <script src="/t/guest.js" defer></script>`;
  return shell(language, title, body);
}

function actionOf({ landing, language }: PageOptions): Html | null {
  const action = landing.content?.action;
  const words = WORDS[language].action;
  if (!action || (action.kind === 'join' && landing.hasJoined)) return null;
  if (action.kind === 'join') return html`<a class="button" href="#join">${words.join}</a>`;
  // A coupon is somebody's, so joining comes first.
  if (action.kind === 'claim' && !landing.hasJoined) return html`<a class="button" href="#join">${words.claim}</a>`;
  if (action.kind === 'claim')
    return html`<button id="claim" type="button" data-claimed="${WORDS[language].claimed}">${words.claim}</button>
      <p role="status" aria-live="polite"></p>`;
  return html`<a class="button" id="action" rel="noreferrer" href="${action.target ?? '/'}">${words[action.kind]}</a>`;
}

/** Nothing is ticked beforehand: what was not done is no consent. */
function joinForm({ landing, language }: PageOptions): Html {
  const words = WORDS[language];
  const ticks = landing.wordings.map(
    (wording) =>
      html`<label class="tick"
        ><input
          type="checkbox"
          name="${wording.purpose}"
          data-version="${wording.version}"
          ${wording.purpose === 'membership' ? html` required` : null}
        /><span>${wording[language]}</span></label
      >`,
  );
  return html`<section id="join">
    <h2>${words.join}</h2>
    <p>${words.joinBody}</p>
    <form data-joined="${words.joined}" data-failed="${words.failed}">
      <label for="phone">${words.phone}</label>
      <input
        id="phone"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        required
        maxlength="40"
        placeholder="${words.phoneHint}"
      />
      ${ticks}
      <button type="submit">${words.send}</button>
      <p role="status" aria-live="polite"></p>
    </form>
    <noscript><p>${words.noScript}</p></noscript>
  </section>`;
}

/** What a guest sees whose code leads nowhere. */
export const sorryPage = (language: PageLanguage, says: string, remedy: string): string =>
  shell(
    language,
    WORDS[language].sorry,
    html`<h1>${WORDS[language].sorry}</h1>
      <section>
        <p>${says}</p>
        <p>${remedy}</p>
      </section>`,
  );
