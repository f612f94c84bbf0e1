import { describe, expect, test } from 'vitest';
import { EMPTY_CHAIN, entryHash, followChain, type AuditEntry, type ChainedEntry } from '../audit.ts';

function chainOf(count: number): ChainedEntry[] {
  let prevHash = EMPTY_CHAIN.hash;
  return Array.from({ length: count }, (_, i) => {
    const entry: AuditEntry = {
      merchantId: '018f0000-0000-7000-8000-000000000001',
      entryNo: i + 1,
      at: '2026-03-02T02:00:00.000000Z',
      actorKind: 'staff',
      actorId: '018f0000-0000-7000-8000-000000000002',
      action: 'customer.disclosed',
      subjectId: i % 2 ? null : '018f0000-0000-7000-8000-000000000003',
      detail: `{"n":${i}}`,
    };
    const hash = entryHash(prevHash, entry);
    const chained = { ...entry, prevHash, hash };
    prevHash = hash;
    return chained;
  });
}

const faultsOf = (entries: readonly ChainedEntry[]): string[] =>
  followChain(EMPTY_CHAIN, entries).faults.map(({ code, entryNo }) => `${code} ${entryNo}`);

describe('a chain', () => {
  test('that is whole has no fault, and ends where its last entry does, also when it is followed in pieces', () => {
    const chain = chainOf(9);
    const whole = followChain(EMPTY_CHAIN, chain);
    expect(whole).toEqual({ head: { count: 9, hash: chain[8]!.hash }, faults: [] });
    const half = followChain(EMPTY_CHAIN, chain.slice(0, 4));
    expect(followChain(half.head, chain.slice(4))).toEqual(whole);
  });

  test('shows at which entry any field was changed', () => {
    const changes: Partial<ChainedEntry>[] = [
      { merchantId: '018f0000-0000-7000-8000-000000000009' },
      { at: '2026-03-02T02:00:00.000001Z' },
      { actorKind: 'system' },
      { actorId: '018f0000-0000-7000-8000-000000000009' },
      { action: 'customer.exported' },
      { subjectId: null },
      { detail: '{"n": 2}' },
    ];
    for (const change of changes) {
      const chain = chainOf(5);
      chain[2] = { ...chain[2]!, ...change };
      expect([change, faultsOf(chain)]).toEqual([change, ['audit_entry_changed 3']]);
    }
  });

  test('shows an entry that was written anew with a hash that fits, by the next one', () => {
    const chain = chainOf(5);
    const forged = { ...chain[2]!, detail: '{}' };
    chain[2] = { ...forged, hash: entryHash(forged.prevHash, forged) };
    expect(faultsOf(chain)).toEqual(['audit_chain_broken 4']);
  });

  test('shows an entry that was taken away, at its beginning too, or put in twice', () => {
    const chain = chainOf(5);
    expect(faultsOf(chain.toSpliced(2, 1))).toEqual(['audit_entry_missing 3']);
    expect(faultsOf(chain.slice(1))).toEqual(['audit_entry_missing 1']);
    expect(faultsOf(chain.toSpliced(2, 0, chain[1]!))).toContain('audit_entry_missing 3');
  });
});
