import type { GatewayAccount, Outcome, RefundOutcome } from '../gateway.ts';
import { mustText, mustWhole, textIn, within, type Fields } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { unknown } from '../shared/unknown.ts';

/** What a transaction comes to, as answers and callbacks tell it. Throws `Unreadable` where a field is missing. */
export function outcomeIn(account: GatewayAccount, fields: Fields): Outcome {
  const state = mustText(fields, 'trade_state');
  // What was paid back afterwards was paid: refunds have numbers of their own.
  if (state === 'SUCCESS' || state === 'REFUND') return capturedIn(account, fields);
  if (state === 'NOTPAY' || state === 'USERPAYING' || state === 'ACCEPT') return { state: 'waiting' };
  if (state === 'CLOSED' || state === 'REVOKED') return { state: 'closed' };
  if (state === 'PAYERROR') return { state: 'failed', reason: 'other', providerCode: state };
  return unknown(`trade_state_${state}`);
}

function capturedIn({ settings }: GatewayAccount, fields: Fields): Outcome {
  const amount = within(fields, 'amount');
  const openId = textIn(within(fields, 'payer'), 'openid');
  return {
    state: 'captured',
    providerRef: mustText(fields, 'transaction_id'),
    amountMinor: mustWhole(amount, 'total'),
    currency: textIn(amount, 'currency') || 'CNY',
    paidAt: instantOf(mustText(fields, 'success_time'), 'success_time'),
    // An open id is of one app only.
    payer: openId === '' ? [] : [{ kind: 'wechat_openid', value: `${settings['appId']}:${openId}` }],
  };
}

/** What a refund comes to; its callback names the state otherwise than its answers do. */
export function refundOutcomeIn(fields: Fields, stateField: 'status' | 'refund_status'): RefundOutcome {
  const state = mustText(fields, stateField);
  if (state === 'PROCESSING') return { state: 'accepted' };
  if (state === 'SUCCESS') {
    return {
      state: 'refunded',
      providerRef: mustText(fields, 'refund_id'),
      amountMinor: mustWhole(within(fields, 'amount'), 'refund'),
      refundedAt: instantOf(mustText(fields, 'success_time'), 'success_time'),
    };
  }
  // Abnormal: the guest's card takes nothing, and a person has to see to it at WeChat.
  if (state === 'CLOSED' || state === 'ABNORMAL') return { state: 'failed', providerCode: state, again: false };
  return unknown(`refund_status_${state}`);
}
