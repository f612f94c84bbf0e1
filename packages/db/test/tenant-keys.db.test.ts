import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId, ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { createVault, inTx, type Ctx, type Tx } from '../index.ts';
import { addDataKey, openMany, refreshKeys, retireOldKeys, rewrapDataKeys, sealMany } from '../tenant-keys.ts';

const services = testServices();
const SECRET = 'a secret of tests alone, 32 or more characters';

async function write<T>(ctx: Ctx, body: (tx: Tx) => Promise<T>): Promise<T> {
  const written = await inTx<T, never>(ctx, {}, async (tx) => ok(await body(tx)));
  if (!written.ok) throw new Error('refused');
  return written.value;
}
const seal = (ctx: Ctx, text: string): Promise<Buffer> =>
  write(ctx, async (tx) => (await sealMany(tx, 'test', [text]))[0]!);
const open = (ctx: Ctx, sealed: Buffer): Promise<string> =>
  write(ctx, async (tx) => (await openMany(tx, 'test', [sealed]))[0]!);
/** As it was done before there were data keys: nonce, tag and ciphertext under a key that follows from the master secret. */
function sealedOfOld(merchantId: string, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', SECRET, merchantId, 'shuke seal', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The same database from another process, which has its own memory of keys. */
const elsewhere = (ctx: Ctx, vault = createVault(SECRET)): Ctx => ({ ...ctx, vault });

describe('the data key of a merchant', () => {
  test('is made with the first value, once by many at once, and opens in every process', async () => {
    const ctx = actAs(services);
    const sealed = await Promise.all(Array.from({ length: 10 }, (_, i) => seal(elsewhere(ctx), `text ${i}`)));
    const opened = await Promise.all(sealed.map((one) => open(ctx, one)));
    expect(opened).toEqual(sealed.map((_, i) => `text ${i}`));
  });

  test('that was made by a transaction which did not commit seals nothing afterwards', async () => {
    const ctx = actAs(services);
    const vault = createVault(SECRET);
    const refused = await inTx(elsewhere(ctx, vault), {}, async (tx) => {
      await sealMany(tx, 'test', ['lost']);
      return refuse('not_found');
    });
    expect(refused.ok).toBe(false);
    services.clock.advanceMs(1000);
    const sealed = await seal(elsewhere(ctx, vault), 'kept');
    expect(await open(ctx, sealed)).toBe('kept');
  });

  test('opens nothing of another merchant, of another purpose, or with another master secret', async () => {
    const [mine, theirs] = [actAs(services), actAs(services)];
    const sealed = await seal(mine, '13900001111');
    await seal(theirs, 'so that there is a key');
    await expect(open(theirs, sealed)).rejects.toThrow();
    await expect(write(mine, (tx) => openMany(tx, 'other', [sealed]))).rejects.toThrow();
    const stranger = createVault('another master secret of 32 characters');
    await expect(open(elsewhere(mine, stranger), sealed)).rejects.toThrow('key-encryption key');
  });

  test('opens what was sealed before there were data keys', async () => {
    const ctx = actAs(services, newId());
    expect(await open(ctx, sealedOfOld(ctx.actor.merchantId, '13900001111'))).toBe('13900001111');
  });
});

describe('a rotation', () => {
  test('leaves what was sealed before readable, in a process that knows only the former key too', async () => {
    const ctx = actAs(services);
    const other = elsewhere(ctx);
    const before = await seal(ctx, 'before');
    services.clock.advanceMs(1000);
    expect(await open(other, before)).toBe('before');
    await write(ctx, (tx) => addDataKey(tx, 'sm4-ctr-hmac-sm3'));
    await write(ctx, refreshKeys);
    const after = await seal(ctx, 'after');
    expect([before.readUInt32BE(4), after.readUInt32BE(4)]).toEqual([1, 2]);
    expect(await open(other, after)).toBe('after');
    expect(await open(ctx, before)).toBe('before');
    services.clock.advanceMs(61_000);
    expect((await seal(other, 'late')).readUInt32BE(4)).toBe(2);
  });

  test('destroys a retired key a day later and not before', async () => {
    const ctx = actAs(services);
    const sealed = await seal(ctx, 'forgotten');
    await write(ctx, (tx) => addDataKey(tx));
    await write(ctx, (tx) => retireOldKeys(tx, 2));
    await write(ctx, (tx) => retireOldKeys(tx, 2));
    expect(await open(elsewhere(ctx), sealed)).toBe('forgotten');
    services.clock.advanceMs(24 * 3_600_000 + 1);
    await write(ctx, (tx) => retireOldKeys(tx, 2));
    await expect(open(elsewhere(ctx), sealed)).rejects.toThrow('data key 1');
  });

  test('of the key-encryption key wraps the data keys anew: the former one is needed until then and not after', async () => {
    const ctx = actAs(services);
    const sealed = await seal(ctx, 'kept');
    const [first, second] = ['first key-encryption key, 32 or more', 'second key-encryption key, 32 or more'];
    const own = (options: object) => elsewhere(ctx, createVault(SECRET, options));
    expect(await open(own({ kek: first }), sealed)).toBe('kept');
    expect(await write(own({ kek: first }), rewrapDataKeys)).toBe(1);
    expect(await write(own({ kek: first }), rewrapDataKeys)).toBe(0);
    await expect(open(own({ kek: second }), sealed)).rejects.toThrow('SHUKE_KEK_FORMER');
    expect(await write(own({ kek: second, formerKeks: [first] }), rewrapDataKeys)).toBe(1);
    expect(await open(own({ kek: second }), sealed)).toBe('kept');
    await expect(open(own({ kek: first }), sealed)).rejects.toThrow('key-encryption key');
  });
});
