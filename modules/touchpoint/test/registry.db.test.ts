import { describe, expect, test } from 'vitest';
import { inRead, sql } from '@shuke/db';
import { HOUR_MS, newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { changeTouchpoint } from '../change-touchpoint.ts';
import { createTouchpoints, openCode } from '../index.ts';
import { WRONG_CODE_LIMIT } from '../open-code.ts';
import { rotateCode } from '../rotate-code.ts';
import { newCodes } from '../code.ts';
import { codeOf, newShop, newTouchpoint, tally, valueOf } from './shop.ts';

const services = testServices();
let addresses = 0;
const newAddress = (): string => `203.0.113.${(addresses += 1)}`;
const open = (code: string, address = newAddress()) => openCode(services, { code, address });

describe('touchpoints', () => {
  test('are made in a batch, each with a code that leads to it and to its merchant alone', async () => {
    const [shop, other] = [await newShop(services), await newShop(services)];
    const batch = { storeCode: 'S1', kind: 'table', label: 'Table #', from: 1, to: 40 } as const;
    const made = valueOf(await createTouchpoints(shop.ctx, { key: newId(), batch }));
    await newTouchpoint(other);
    expect(made.map(({ label }) => label).slice(38)).toEqual(['Table 39', 'Table 40']);
    expect(new Set(made.map(({ code }) => code)).size).toBe(40);
    const { ctx, touchpoint } = valueOf(await open(made[6]!.code));
    expect([ctx.actor.merchantId, touchpoint.label]).toEqual([shop.merchantId, 'Table 7']);
  });

  test('are made all or none, and a label once a store and kind', async () => {
    const shop = await newShop(services);
    await newTouchpoint(shop, { kind: 'table', label: 'Table 3' });
    const batch = { storeCode: 'S1', kind: 'table', label: 'Table #', from: 1, to: 5 } as const;
    expect(codeOf(await createTouchpoints(shop.ctx, { key: newId(), batch }))).toBe('touchpoint_label_taken');
    const { count } = await inRead(shop.ctx, (tx) =>
      tx.one<{ count: number }>(
        sql`select count(*)::integer as count from touchpoint where merchant_id = ${tx.merchantId}`,
      ),
    );
    expect(count).toBe(1);
    await newTouchpoint(shop, { kind: 'door', label: 'Table 3' });
    await newTouchpoint(shop, { kind: 'table', label: 'Table 3', storeCode: null });
  });

  test('of one label that many make at once are one', async () => {
    const shop = await newShop(services);
    const one = { storeCode: 'S1', kind: 'door', label: 'Door' } as const;
    const made = await Promise.all(Array.from({ length: 8 }, () => createTouchpoints(shop.ctx, { key: newId(), one })));
    expect(tally(made)).toEqual({ ok: 1, touchpoint_label_taken: 7 });
  });

  test('need a store, a member of staff and a cost that there are', async () => {
    const { ctx } = await newShop(services);
    const make = async (own: object) =>
      codeOf(await createTouchpoints(ctx, { key: newId(), one: { kind: 'poster', label: 'x', ...own } as never }));
    expect(await make({ storeCode: 'S9' })).toBe('not_found');
    expect(await make({ kind: 'staff' })).toBe('touchpoint_invalid');
    expect(await make({ kind: 'staff', staffId: newId() })).toBe('not_found');
    expect(await make({ staffId: newId() })).toBe('touchpoint_invalid');
    expect(await make({ cost: '1.005' })).toBe('touchpoint_invalid');
  });
});

describe('codes', () => {
  test('that are forged, or rightly made and never given, are refused by name', async () => {
    const [never] = newCodes(services.vault, 1);
    expect(codeOf(await open('0123456789ABCDEF'))).toBe('touchpoint_code_invalid');
    expect(codeOf(await open(never!))).toBe('touchpoint_code_invalid');
  });

  test('end when they are rotated, after the grace that was given', async () => {
    const shop = await newShop(services);
    const { touchpointId, code } = await newTouchpoint(shop);
    const second = valueOf(await rotateCode(shop.ctx, { key: newId(), touchpointId, graceHours: 2 }));
    expect([codeOf(await open(code)), codeOf(await open(second.code))]).toEqual(['ok', 'ok']);
    services.clock.advanceMs(2 * HOUR_MS);
    expect([codeOf(await open(code)), codeOf(await open(second.code))]).toEqual(['touchpoint_code_expired', 'ok']);
    const third = valueOf(await rotateCode(shop.ctx, { key: newId(), touchpointId }));
    expect([codeOf(await open(second.code)), codeOf(await open(third.code))]).toEqual([
      'touchpoint_code_expired',
      'ok',
    ]);
  });

  test('that many rotate at once leave one that lasts', async () => {
    const shop = await newShop(services);
    const { touchpointId } = await newTouchpoint(shop);
    const rotated = await Promise.all(
      Array.from({ length: 6 }, () => rotateCode(shop.ctx, { key: newId(), touchpointId, graceHours: 1 })),
    );
    expect(tally(rotated)).toEqual({ ok: 6 });
    const { lasting } = await inRead(shop.ctx, (tx) =>
      tx.one<{ lasting: number }>(sql`
        select count(*) filter (where expires_at is null)::integer as lasting from touchpoint_code
         where merchant_id = ${tx.merchantId}`),
    );
    expect(lasting).toBe(1);
  });

  test('lead nowhere while their touchpoint is switched off, and that is counted', async () => {
    const shop = await newShop(services);
    const { touchpointId, code } = await newTouchpoint(shop);
    valueOf(await changeTouchpoint(shop.ctx, { touchpointId, active: false }));
    expect(codeOf(await open(code))).toBe('touchpoint_code_expired');
    expect(codeOf(await open(code))).toBe('touchpoint_code_expired');
    valueOf(await changeTouchpoint(shop.ctx, { touchpointId, active: true }));
    expect(codeOf(await open(code))).toBe('ok');
    const counted = await inRead(shop.ctx, (tx) =>
      tx.many(sql`select code, count from touchpoint_refusal where merchant_id = ${tx.merchantId}`),
    );
    expect(counted).toEqual([{ code: 'touchpoint_code_expired', count: 2 }]);
  });

  test('cannot be guessed on from one address, whose right scans still count', async () => {
    const { code } = await newTouchpoint(await newShop(services));
    const address = newAddress();
    const guesses = await Promise.all(
      Array.from({ length: WRONG_CODE_LIMIT + 10 }, () => open('0123456789ABCDEF', address)),
    );
    expect(tally(guesses)).toEqual({ touchpoint_code_invalid: WRONG_CODE_LIMIT, touchpoint_codes_guessed: 10 });
    expect(codeOf(await open(code, address))).toBe('ok');
    expect(codeOf(await open('0123456789ABCDEF'))).toBe('touchpoint_code_invalid');
  });
});
