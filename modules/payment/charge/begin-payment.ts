import type { Tx } from '@shuke/db';
import { must, newId, ok, refuse, SECOND_MS, type Result } from '@shuke/kernel';
import { accountsForStore } from '../account/account-store.ts';
import type { StartRefusal } from '../errors.ts';
import type { GatewayName, Scene } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import { routeCode } from '../gateway/route-code.ts';
import { expiryOf } from '../payment.ts';
import { insertPayment } from './payment-store.ts';
import { livePaymentOf } from './payment-queries.ts';

/** How the guest pays, as the till says it. */
export interface Way {
  readonly scene: Scene;
  readonly accountId?: string | undefined;
  readonly authCode?: string | undefined;
  readonly payerId?: string | undefined;
}

export interface BeginPayment {
  readonly storeId: string;
  readonly orderRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly way: Way;
  /** What is sold for it: opaque here, sealed, and given back once the payment is captured. */
  readonly content: string;
}

interface Chosen {
  readonly accountId: string;
  readonly gateway: GatewayName;
}

/**
 * Writes a payment down with its number, before the provider hears of it. While it is not known to be dead no other one of this
 * order begins, so that a guest is never charged a second time under another number.
 */
export async function beginPayment(
  tx: Tx,
  { way, ...row }: BeginPayment,
): Promise<Result<{ paymentId: string }, StartRefusal>> {
  const chosen = await chooseAccount(tx, row.storeId, way);
  if (!chosen.ok) return chosen;
  const { accountId, gateway } = chosen.value;
  const { scenes, patience } = gateways[gateway];
  if (!scenes.includes(way.scene)) return refuse('payment_scene_not_taken', { gateway, scene: way.scene });
  const paymentId = newId();
  const [firstS] = patience.asksAfterS;
  const began = await insertPayment(tx, {
    ...row,
    accountId,
    gateway,
    paymentId,
    outTradeNo: paymentId.replaceAll('-', ''),
    scene: way.scene,
    expiresAt: expiryOf(way.scene, tx.now),
    nextAskAt: new Date(tx.now.getTime() + must(firstS, 'a provider is asked some time') * SECOND_MS),
  });
  if (began) return ok({ paymentId });
  return refuse('payment_under_way', { paymentId: await livePaymentOf(tx, row.orderRef) });
}

/** The account that is named, or that of the app whose code was scanned, or the only one of the store. */
async function chooseAccount(tx: Tx, storeId: string, way: Way): Promise<Result<Chosen, StartRefusal>> {
  const { accountId, authCode, scene } = way;
  if (scene === 'payment_code' && authCode === undefined) return refuse('payment_code_missing', { scene });
  if (scene === 'jsapi' && way.payerId === undefined) return refuse('payment_code_missing', { scene });
  const accounts = await accountsForStore(tx, storeId);
  if (accountId !== undefined) {
    const named = accounts.find((account) => account.accountId === accountId);
    return named ? ok(named) : refuse('payment_account_not_found', { accountId });
  }
  const routed = authCode === undefined ? null : routeCode(authCode);
  if (routed && !routed.ok) return routed;
  const fitting = routed ? accounts.filter(({ gateway }) => gateway === routed.value) : accounts;
  const [first] = fitting;
  if (!first) return refuse('payment_account_not_found', routed ? { gateway: routed.value } : {});
  // A store's own account stands before that of all stores; of two providers nobody guesses.
  const isOne = fitting.every(({ gateway }) => gateway === first.gateway);
  return isOne ? ok(first) : refuse('payment_account_ambiguous', { accounts: fitting.length });
}
