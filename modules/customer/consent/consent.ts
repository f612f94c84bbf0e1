import type { ConsentChannel, ConsentPurpose, ConsentSource, Language } from '@shuke/contract';

/** One yes or no of a person, as it is recorded. */
export interface ConsentSaid {
  readonly customerId: string;
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly granted: boolean;
  readonly source: ConsentSource;
  /** What the person was shown; a withdrawal needs none. */
  readonly wording: { readonly version: number; readonly language: Language } | null;
  readonly at: Date;
  readonly touchpointId: string | null;
  /** The member of staff, key or job that recorded it. */
  readonly by: string;
}

export type ConsentEntry = ConsentSaid & { readonly entryId: string; readonly recordedAt: Date };

type Decisive = Pick<ConsentSaid, 'purpose' | 'channel' | 'granted' | 'at'>;

export interface ConsentQuestion {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly asOf: Date;
}

/**
 * Whether a person agrees. The last that was said of the channel, or of any, decides; of two things said in one instant
 * it is the withdrawal. Nothing said is a no. The statement of `hasConsent` says the same in SQL.
 */
export function holds(entries: readonly Decisive[], { purpose, channel, asOf }: ConsentQuestion): boolean {
  const heard = entries.filter(
    (entry) => entry.purpose === purpose && (entry.channel === channel || entry.channel === 'any') && entry.at <= asOf,
  );
  const latest = Math.max(...heard.map((entry) => entry.at.getTime()));
  const last = heard.filter((entry) => entry.at.getTime() === latest);
  return last.length > 0 && last.every((entry) => entry.granted);
}
