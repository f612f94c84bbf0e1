import type { Charge, Outcome, Scene } from '../gateway.ts';

/** What each scene cannot do without. */
const NEEDED: Readonly<Partial<Record<Scene, 'authCode' | 'payerId'>>> = { payment_code: 'authCode', jsapi: 'payerId' };

export const invalid = (providerCode: string): Outcome => ({
  state: 'failed',
  reason: 'request_invalid',
  providerCode,
});

/** Why a charge need not be sent, since the provider could not take it; null where it could. Nothing was charged then. */
export function lacking(charge: Charge, scenes: readonly Scene[], currency: string | null): Outcome | null {
  if (!scenes.includes(charge.scene)) return invalid('scene_not_taken');
  if (currency !== null && charge.currency !== currency) return invalid('currency_not_taken');
  if (!(charge.amountMinor > 0)) return invalid('amount_not_taken');
  const needed = NEEDED[charge.scene];
  return needed && !charge[needed] ? invalid(`${needed}_missing`) : null;
}

/** A text for the guest's app that fits into so many bytes, and has no character cut in two. */
export function shortened(text: string, mostBytes: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim() || '-';
  let kept = '';
  for (const character of plain) {
    if (Buffer.byteLength(kept + character) > mostBytes) break;
    kept += character;
  }
  return kept;
}
