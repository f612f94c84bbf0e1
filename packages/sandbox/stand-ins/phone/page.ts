import { keyOf, type GatewayName, type Trade } from '../core/trade.ts';
import { barcode } from './barcode.ts';
import { GATEWAY_NAMES, WORDS, type Language, type Words } from './words.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char]!);

export interface PhoneView {
  readonly language: Language;
  readonly trades: readonly Trade[];
  readonly code: { readonly gateway: GatewayName; readonly digits: string } | null;
  /** What came of the last button. */
  readonly said: string | null;
}

const STYLE = `
  :root { color-scheme: light; font: 16px/1.5 'Noto Sans SC', system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 28rem; padding: 1rem; background: #f4f5f7; color: #1d2129; }
  header { display: flex; justify-content: space-between; align-items: baseline; }
  h1 { font-size: 1.35rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
  a { color: #0b57d0; } p { margin: .25rem 0; } .quiet { color: #4e5969; font-size: .9rem; }
  article, .card { background: #fff; border: 1px solid #d5d9e0; border-radius: 12px; padding: 1rem; margin: .5rem 0; }
  .amount { font-size: 1.75rem; font-weight: 700; } form { display: inline; }
  .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .5rem; }
  button, select { font: inherit; min-height: 44px; padding: 0 1rem; border-radius: 8px; border: 1px solid #86909c; background: #fff; color: inherit; }
  button.main { background: #0b6b3a; border-color: #0b6b3a; color: #fff; }
  :focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
  [role=status] { background: #e7f5ec; border: 1px solid #0b6b3a; border-radius: 8px; padding: .5rem 1rem; }
  svg { display: block; width: 100%; height: 5rem; background: #fff; } .digits { font-size: 1.2rem; letter-spacing: .08em; text-align: center; }`;

const money = ({ amountMinor, currency }: Trade, language: Language): string =>
  new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency }).format(
    amountMinor /
      10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2),
  );

function tradeCard(trade: Trade, language: Language): string {
  const words = WORDS[language];
  const subject = escaped(trade.subject);
  const button = (act: string, text: string, kind = '') =>
    `<form method="post" action="/phone/${act}?lang=${language}"><input type="hidden" name="trade" value="${escaped(keyOf(trade))}">` +
    `<button${kind} aria-label="${text}: ${subject} ${money(trade, language)}">${text}</button></form>`;
  return `<article>
    <p>${GATEWAY_NAMES[language][trade.gateway]} · ${subject}</p>
    <p class="amount">${money(trade, language)}</p>
    <p class="quiet">${escaped(trade.outTradeNo)}</p>
    <div class="row">${button('pay', words.pay, ' class="main"')}${button('wrong-password', words.wrongPassword)}${button('decline', words.decline)}</div>
  </article>`;
}

function codeCard({ language, code }: PhoneView, words: Words): string {
  const names = GATEWAY_NAMES[language];
  const options = (['wechat', 'alipay', 'unionpay'] as const).map(
    (name) => `<option value="${name}"${code?.gateway === name ? ' selected' : ''}>${names[name]}</option>`,
  );
  const shown =
    code === null
      ? ''
      : `${barcode(code.digits, `${names[code.gateway]} ${code.digits}`)}
         <p class="digits">${code.digits.replaceAll(/\d{4}(?=\d)/g, '$& ')}</p>`;
  return `<section class="card" aria-labelledby="code"><h2 id="code" style="margin-top:0">${words.code}</h2>
    <p class="quiet">${words.codeNote}</p>${shown}
    <form method="post" action="/phone/code?lang=${language}"><div class="row">
      <select name="gateway" aria-label="${words.code}">${options.join('')}</select>
      <label><input type="checkbox" name="asks" value="yes"> ${words.asks}</label>
      <button>${words.show}</button></div></form></section>`;
}

/** The whole page. It looks again every three seconds, unless a code is being shown. */
export function phonePage(view: PhoneView): string {
  const { language, trades, said } = view;
  const words = WORDS[language];
  const other = language === 'zh' ? 'en' : 'zh';
  const again = view.code ? '' : `<meta http-equiv="refresh" content="3;url=/phone?lang=${language}">`;
  const cards = trades.map((trade) => tradeCard(trade, language)).join('');
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">${again}
    <title>${words.title}</title><style>${STYLE}</style></head><body>
    <header><h1>${words.title}</h1><a href="/phone?lang=${other}" lang="${other}">${words.other}</a></header>
    <p class="quiet">${words.note}</p>${said === null ? '' : `<p role="status">${escaped(said)}</p>`}
    <main><h2>${words.waiting}</h2>${cards || `<p>${words.nothing}</p>`}${codeCard(view, words)}</main></body></html>`;
}
