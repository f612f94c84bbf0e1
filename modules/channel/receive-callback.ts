import { appendEvents, inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { merchantOfAccount } from '@shuke/merchant';
import { accountsById } from './account/account-store.ts';
import type {
  CallbackAnswer,
  CallbackFate,
  CallbackRefusal,
  ChannelAdapter,
  ChannelCallback,
} from './adapter/adapter.ts';
import { adapters } from './adapter/adapters.ts';
import type { ChannelAccount } from './channel.ts';
import { callbackRefused } from './events.ts';
import { noteNotice } from './order/order-store.ts';
import { takeNotice } from './order/take-notice.ts';

/** Whoever calls something that is not there learns no more than that. */
const NOBODY: CallbackAnswer = { status: 404, contentType: 'application/json', body: '{"message":"not found"}' };

export interface Received {
  readonly channel: string;
  readonly accountId: string;
  readonly callback: ChannelCallback;
}

/**
 * Takes what a platform sends: verified, in the database, then answered. What is not signed by the platform, or not readable,
 * is answered as refused and told as an event; it changes nothing else.
 */
export async function receiveCallback(services: Services, received: Received): Promise<CallbackAnswer> {
  const merchantId = await merchantOfAccount(services, received.accountId);
  if (merchantId === null) return NOBODY;
  const ctx = systemCtx(services, merchantId);
  const account = (await inRead(ctx, (tx) => accountsById(tx, [received.accountId]))).get(received.accountId);
  if (!account || account.channel !== received.channel) return NOBODY;
  const adapter = adapters[account.channel];
  if (!adapter.read || !adapter.answer) return NOBODY;
  const fate = await take(ctx, { account, read: adapter.read, callback: received.callback });
  if (fate.ok) return adapter.answer(fate.value);
  await alert(ctx, account, fate.refusal);
  return adapter.answer('refused');
}

interface Take {
  readonly account: ChannelAccount;
  readonly read: NonNullable<ChannelAdapter['read']>;
  readonly callback: ChannelCallback;
}

async function take(ctx: Ctx, { account, read, callback }: Take): Promise<Result<CallbackFate, CallbackRefusal>> {
  const notice = read(account, callback);
  if (!notice.ok) return notice;
  if (notice.value.about === 'other') return ok('taken');
  const taken = await inTx(ctx, {}, (tx) => takeNotice(tx, account, notice.value));
  return taken as Result<CallbackFate, CallbackRefusal>;
}

async function alert(ctx: Ctx, { accountId, channel }: ChannelAccount, { code }: Refusal): Promise<void> {
  const why = code === 'channel_callback_forged' ? 'forged' : 'unreadable';
  ctx.log.warn({ accountId, channel, why }, 'a callback was refused');
  await inTx(ctx, {}, async (tx) => {
    // Once a minute: who sends a thousand of them is not to fill the outbox.
    const noticeId = `refused ${why} ${tx.now.toISOString().slice(0, 16)}`;
    if (await noteNotice(tx, { accountId, noticeId })) {
      await appendEvents(tx, [callbackRefused({ accountId, channel, why })]);
    }
    return ok(null);
  });
}
