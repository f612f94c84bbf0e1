import { expect, test } from 'vitest';
import { documentOf, plain } from '../print/document.ts';
import { escposOf, svgOf } from '../print/render.ts';
import type { KitchenTicket, ReceiptTicket } from '../print/ticket.ts';

const kitchen = (change: Partial<KitchenTicket> = {}): KitchenTicket => ({
  kind: 'kitchen',
  heading: '饿了么 #12',
  store: '人民广场店',
  source: 'delivery',
  at: '2026-03-02 10:15',
  wantedAt: null,
  lines: [{ name: '熟客红烧牛肉面', quantity: '2', choices: '大份、微辣' }],
  remark: '不要香菜',
  ...change,
});

const receipt = (change: Partial<ReceiptTicket> = {}): ReceiptTicket => ({
  kind: 'receipt',
  merchant: '熟客面馆',
  store: '人民广场店',
  orderRef: 'S1-0017',
  at: '2026-03-02 10:15',
  source: 'counter',
  currency: 'CNY',
  lines: [
    { name: '熟客红烧牛肉面', quantity: '2', amount: '56.00', discount: '6.00' },
    { name: '酸梅汤', quantity: '1', amount: '6.00', discount: null },
  ],
  gross: '62.00',
  discount: '6.00',
  payable: '56.00',
  tenders: [{ kind: 'cash', amount: '56.00' }],
  coupons: [],
  refunded: null,
  ...change,
});

const paper = { width: 80, language: 'zh' } as const;

/** What a printer prints: GB 18030 as the platform of the web decodes it, without commands. */
const printed = (bytes: Buffer): string => new TextDecoder('gb18030').decode(bytes);

test('the name of a dish comes out of the bytes for the printer as it went in', () => {
  expect(printed(escposOf(kitchen(), paper))).toContain('熟客红烧牛肉面');
  expect(printed(escposOf(kitchen(), paper))).toContain('不要香菜');
});

test.each(['龘靐齉', '㵘', '𠮷野家', 'Crème brûlée', 'ビール', '€5'])('a rare name is printed: %s', (name) => {
  expect(printed(escposOf(kitchen({ lines: [{ name, quantity: '1', choices: null }] }), paper))).toContain(name);
});

test('the sign of the yuan is one that every Chinese printer has', () => {
  const bytes = escposOf(
    receipt({ lines: [{ name: 'a ¥5 tea', quantity: '1', amount: '5.00', discount: null }] }),
    paper,
  );
  expect(printed(bytes)).toContain('￥56.00');
  expect(printed(bytes)).toContain('a ￥5 tea');
  expect(bytes.includes(Buffer.from([0xa3, 0xa4]))).toBe(true);
});

test.each([
  '|^^"{',
  '{image:AAAA}',
  '---',
  '= cut =',
  '`inverse`',
  '_under_',
  '~',
  'back\\slash',
  '\\n',
  '{code:1;option:qrcode}',
])("a name of the printer's own marks is printed as it stands: %s", (name) => {
  const ticket = receipt({ lines: [{ name, quantity: '1', amount: '5.00', discount: null }] });
  expect(printed(escposOf(ticket, paper))).toContain(name);
  const text = svgOf(ticket, paper).replaceAll(/<[^>]*>/g, '');
  const shown = text.replaceAll('&#xa0;', ' ').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  expect(shown).toContain(name);
});

test('no name can cut the paper or begin a line', () => {
  const cuts = (ticket: ReceiptTicket): number =>
    documentOf(ticket, paper)
      .split('\n')
      .filter((line) => line === '=').length;
  expect(cuts(receipt({ merchant: 'a\n=\nb' }))).toBe(1);
  expect(plain('a\r\n\u2028=\tb')).toBe('a \\= b');
});

test('a narrow paper holds what a wide one does', () => {
  for (const width of [58, 80] as const) {
    const text = printed(escposOf(receipt(), { width, language: 'zh' }));
    for (const word of ['熟客面馆', 'S1-0017', '￥56.00', '现金', '谢谢惠顾']) expect(text).toContain(word);
  }
});

test('both languages name the parts, and a reprint says that it is one', () => {
  expect(printed(escposOf(receipt({ refunded: '6.00' }), { width: 80, language: 'en' }))).toMatch(/Payable.*Refunded/s);
  expect(printed(escposOf(kitchen(), { ...paper, isReprint: true }))).toContain('重打');
  expect(printed(escposOf(kitchen(), paper))).not.toContain('重打');
});
