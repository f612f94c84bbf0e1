import type { AudienceView } from '@shuke/contract';
import type { Member } from './audience-queries.ts';
import type { Audience } from './audience-store.ts';

export const audienceView = (audience: Audience): AudienceView => ({
  audienceId: audience.audienceId,
  name: audience.name,
  rule: audience.rule,
  version: audience.version,
  members: audience.members,
  refreshedAt: instantOrNull(audience.refreshedAt),
  createdAt: instantOf(audience.createdAt),
});

export const memberView = ({ enteredAt, ...member }: Member) => ({ ...member, enteredAt: instantOf(enteredAt) });

// The answer of a repeat comes from its stored text, where an instant is one.
const instantOf = (at: Date | string): string => new Date(at).toISOString();
const instantOrNull = (at: Date | string | null): string | null => (at === null ? null : instantOf(at));
