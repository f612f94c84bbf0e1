import { randomUUID } from 'node:crypto';
import type { Merchant } from '../core/accounts.ts';
import type { Answer, Desk } from '../core/desk.ts';
import { keyOf, type RefundRefusal, type Trade } from '../core/trade.ts';
import { balanceOf, intentFor, intentId, listOf, refundId, refundOf } from './objects.ts';

/** A call that is signed in: its form, flat, as `metadata[out_trade_no]` names its fields. */
export interface Asked {
  readonly merchant: Merchant;
  readonly form: Readonly<Record<string, string>>;
  readonly expands: readonly string[];
  readonly id: string;
}

export const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const wrong = (status: number, code: string, type = 'invalid_request_error'): Answer =>
  json(status, { error: { type, code, message: `${code} (stand-in)` } });

const NOT_THERE = wrong(404, 'resource_missing');
const MONTH_MS = 30 * 86_400_000;

const metadataOf = (form: Asked['form']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );

const wholeOf = (text: string | undefined): number => (/^\d{1,12}$/.test(text ?? '') ? Number(text) : Number.NaN);

export const tradeOf = (desk: Desk, { merchant, id }: Asked): Trade | undefined => {
  const trade = desk.book.byRef('stripe', id.replace(/^pi_/, ''));
  return trade?.merchantNo === merchant.merchantNo ? trade : undefined;
};

/** Two intents may name the same number of ours: Stripe does not know it. The second has it with a mark in the books here. */
function freeNumber(desk: Desk, { merchant }: Asked, wanted: string): string {
  for (let copy = 1; ; copy += 1) {
    const number = copy === 1 ? wanted : `${wanted}#${copy}`;
    if (!desk.book.get('stripe', merchant.merchantNo, number)) return number;
  }
}

/** The first way of paying that is allowed; its field has had two names over the versions of the interface. */
const sceneOf = (form: Asked['form']): string =>
  form['allowed_payment_method_types[0]'] ?? form['payment_method_types[0]'] ?? 'card';

export function createIntent(desk: Desk, asked: Asked): Answer {
  const { merchant, form, expands } = asked;
  const amountMinor = wholeOf(form['amount']);
  if (!(amountMinor > 0) || !/^[a-z]{3}$/i.test(form['currency'] ?? '')) return wrong(400, 'parameter_missing');
  const metadata = metadataOf(form);
  const placed = desk.book.place({
    gateway: 'stripe',
    merchantNo: merchant.merchantNo,
    outTradeNo: freeNumber(desk, asked, metadata['out_trade_no'] ?? randomUUID().replaceAll('-', '')),
    amountMinor,
    currency: form['currency']!.toUpperCase(),
    subject: form['description'] ?? '',
    scene: sceneOf(form),
    notifyUrl: desk.store.shelf<string>('stripe-webhook').get(merchant.name) ?? '',
    expiresAt: new Date(desk.clock.now().getTime() + MONTH_MS),
    extra: { metadata: JSON.stringify(metadata) },
  });
  if (!('trade' in placed)) return wrong(400, 'parameter_invalid');
  if (form['confirm'] === 'true') return confirm(desk, placed.trade, asked);
  return json(200, intentFor(placed.trade, expands));
}

const DECLINES: readonly string[] = ['pm_card_chargeDeclined', 'pm_card_visa_chargeDeclined'];

/** Pays as the guest's card would: Stripe's own test cards that are declined are so here. */
function confirm(desk: Desk, trade: Trade, { form, expands }: Asked): Answer {
  const isDeclined = DECLINES.includes(form['payment_method'] ?? '');
  const after = desk.book.guest(keyOf(trade), isDeclined ? 'declined' : 'pays');
  if (!after) return wrong(400, 'payment_intent_unexpected_state');
  if (!isDeclined) return json(200, intentFor(after, expands));
  const error = { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' };
  return json(402, { error: { ...error, message: 'Declined.', payment_intent: intentFor(after, []) } });
}

export function confirmIntent(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, asked);
  return trade ? confirm(desk, trade, asked) : NOT_THERE;
}

export function readIntent(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, asked);
  return trade ? json(200, intentFor(trade, asked.expands)) : NOT_THERE;
}

export function cancelIntent(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, asked);
  if (!trade) return NOT_THERE;
  const closed = desk.book.close(trade);
  return closed ? json(200, intentFor(closed, asked.expands)) : wrong(400, 'payment_intent_unexpected_state');
}

/** Only `metadata['NAME']:'VALUE'` is understood. */
export function searchIntents(desk: Desk, { merchant, form, expands }: Asked): Answer {
  const [, name, value] = /^metadata\[["'](\w+)["']\]:["']([^"']*)["']$/.exec(form['query'] ?? '') ?? [];
  if (name === undefined) return wrong(400, 'parameter_invalid');
  const found = desk.book.all('stripe').filter((trade) => {
    const metadata = JSON.parse(trade.extra['metadata'] ?? '{}') as Record<string, string>;
    return trade.merchantNo === merchant.merchantNo && metadata[name] === value;
  });
  const data = found.map((trade) =>
    intentFor(
      trade,
      expands.map((path) => path.replace(/^data\./, '')),
    ),
  );
  return json(200, { ...listOf('/v1/payment_intents/search', data), object: 'search_result' });
}

const REFUSED: Readonly<Record<RefundRefusal, string>> = {
  not_paid: 'payment_intent_unexpected_state',
  too_much: 'charge_already_refunded',
  too_many: 'charge_already_refunded',
  too_soon: 'lock_timeout',
  too_late: 'charge_expired_for_refund',
  changed: 'idempotency_key_in_use',
};

const TAKES_MS = 2000;

export function createRefund(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, { ...asked, id: asked.form['payment_intent'] ?? '' });
  if (!trade) return NOT_THERE;
  const amountMinor = asked.form['amount'] === undefined ? trade.amountMinor : wholeOf(asked.form['amount']);
  const refunding = desk.book.refund(trade, {
    // Stripe does not know our number: only the idempotency key makes one refund of two calls.
    outRefundNo: freeRefundNumber(trade, metadataOf(asked.form)['out_refund_no'] ?? randomUUID()),
    amountMinor,
    notifyUrl: trade.notifyUrl,
    apartMs: 0,
    takesMs: TAKES_MS,
  });
  if (!('refund' in refunding)) return wrong(400, REFUSED[refunding.is]);
  return json(200, refundOf(refunding.trade, refunding.refund));
}

function freeRefundNumber({ refunds }: Trade, wanted: string): string {
  const copies = refunds.filter(({ outRefundNo }) => outRefundNo.split('#')[0] === wanted).length;
  return copies === 0 ? wanted : `${wanted}#${copies + 1}`;
}

export function readRefund(desk: Desk, { merchant, id }: Asked): Answer {
  const mine = desk.book.all('stripe').filter(({ merchantNo }) => merchantNo === merchant.merchantNo);
  const found = mine.flatMap((trade) => trade.refunds.map((refund) => ({ trade, refund })));
  const hit = found.find(({ refund }) => refundId(refund) === id);
  return hit ? json(200, refundOf(hit.trade, hit.refund)) : NOT_THERE;
}

export function listRefunds(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, { ...asked, id: asked.form['payment_intent'] ?? '' });
  const data = trade?.refunds.map((refund) => refundOf(trade, refund)).toReversed() ?? [];
  return json(200, listOf('/v1/refunds', data));
}

/** The lines of the balance between `created[gte]` and `created[lt]`, the newest first, page by page as Stripe gives them. */
export function listBalance(desk: Desk, { merchant, form, expands }: Asked): Answer {
  const [from, before] = [Number(form['created[gte]'] ?? 0), Number(form['created[lt]'] ?? Infinity)];
  const lines = desk.mismatches.allLines(desk.book.all('stripe'), {
    gateway: 'stripe',
    merchantNo: merchant.merchantNo,
  });
  const isWhole = expands.includes('data.source');
  const all = lines
    .map((line) => balanceOf(line, isWhole))
    .filter(({ created }) => Number(created) >= from && Number(created) < before)
    .toReversed();
  const start = all.findIndex(({ id }) => id === form['starting_after']) + 1;
  const page = all.slice(start, start + Number(form['limit'] ?? 10));
  return json(200, { ...listOf('/v1/balance_transactions', page), has_more: start + page.length < all.length });
}

/** A reader that is told to take an intent waits for a card; the test helper holds one to it. */
export function processOnReader(desk: Desk, asked: Asked): Answer {
  const trade = tradeOf(desk, { ...asked, id: asked.form['payment_intent'] ?? '' });
  if (!trade) return NOT_THERE;
  desk.store.shelf<string>('stripe-reader').put(asked.id, keyOf(trade));
  return json(200, readerOf(asked.id, trade));
}

export function presentCard(desk: Desk, asked: Asked): Answer {
  const key = desk.store.shelf<string>('stripe-reader').get(asked.id);
  const after = key === undefined ? null : desk.book.guest(key, 'pays');
  return after ? json(200, readerOf(asked.id, after)) : wrong(400, 'terminal_reader_invalid_location_for_activation');
}

const readerOf = (id: string, trade: Trade): object => ({
  id,
  object: 'terminal.reader',
  action: {
    type: 'process_payment_intent',
    status: trade.state === 'paid' ? 'succeeded' : 'in_progress',
    process_payment_intent: { payment_intent: intentId(trade) },
  },
});
