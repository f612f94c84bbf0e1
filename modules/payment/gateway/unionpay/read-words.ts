import type { Outcome, RefundOutcome } from '../gateway.ts';
import { mustText, mustWhole } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { unknown } from '../shared/unknown.ts';
import { CHARGE_FAILS, IN_DOUBT, OK, REFUND_FAILS, REVERSED } from './codes.ts';
import type { Form } from './sign.ts';

const CNY_CODE = '156';

/** When it happened: `traceTime` has no year, which is that of the order; else the time of the order itself. */
function timeOf(form: Form, orderedAt: string): Date {
  const traced = form['traceTime'] ?? '';
  if (!/^\d{10}$/.test(traced)) return instantOf(orderedAt, 'txnTime');
  const at = `${orderedAt.slice(0, 4)}${traced}`;
  // Ordered before midnight of New Year's Eve and paid after it.
  return at < orderedAt
    ? instantOf(`${Number(orderedAt.slice(0, 4)) + 1}${traced}`, 'traceTime')
    : instantOf(at, 'traceTime');
}

/** What the code of a charge comes to. Throws `Unreadable` where a field is missing. */
export function outcomeOf(code: string, form: Form, orderedAt: string): Outcome {
  if (OK.includes(code)) {
    return {
      state: 'captured',
      providerRef: mustText(form, 'queryId'),
      amountMinor: mustWhole(form, 'txnAmt'),
      currency: form['currencyCode'] === CNY_CODE ? 'CNY' : (form['currencyCode'] ?? ''),
      paidAt: timeOf(form, orderedAt),
      // It tells a card's number with stars at most, which finds nobody.
      payer: [],
    };
  }
  if (IN_DOUBT.includes(code)) return { state: 'waiting' };
  if (code === REVERSED) return { state: 'closed' };
  const reason = CHARGE_FAILS[code];
  return reason ? { state: 'failed', reason, providerCode: code } : unknown(`code_${code}`);
}

export function refundOutcomeOf(code: string, form: Form, orderedAt: string): RefundOutcome {
  if (OK.includes(code)) {
    const refundedAt = timeOf(form, orderedAt);
    return {
      state: 'refunded',
      providerRef: mustText(form, 'queryId'),
      amountMinor: mustWhole(form, 'txnAmt'),
      refundedAt,
    };
  }
  if (IN_DOUBT.includes(code)) return { state: 'accepted' };
  const fails = REFUND_FAILS[code];
  return fails ? { state: 'failed', providerCode: code, ...fails } : unknown(`code_${code}`);
}
