import { Type, type Static } from 'typebox';
import { Day, Id, Instant } from '../wire.ts';

/** The ladder, from the bottom up. */
export const STAGES = ['contact', 'visitor', 'buyer', 'member', 'paid_member'] as const;
export type Stage = (typeof STAGES)[number];

/** What brings somebody a step up, or, at the end of a paid membership, down. */
export const STAGE_REASONS = [
  'scan',
  'join',
  'follow',
  'gift',
  'store_entry',
  'repeat_visit',
  'order',
  'payment_token',
  'member_number',
  'membership_consent',
  'membership_sold',
  'membership_ended',
] as const;
export type StageReason = (typeof STAGE_REASONS)[number];

/** How present a person is, by their own rhythm. */
export const ACTIVITIES = ['new', 'active', 'slowing', 'lapsing', 'lost', 'returned'] as const;
export type Activity = (typeof ACTIVITIES)[number];

const StageName = Type.Enum([...STAGES]);
const ActivityName = Type.Enum([...ACTIVITIES], {
  description:
    'In gaps of the own rhythm since the last visit: up to 2 active (new after a single visit, returned after an absence of more than 3), up to 3 slowing, up to 6 lapsing, longer lost',
});
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

export const LifecycleView = Type.Object({
  customerId: Id,
  personId: Type.String({ ...Id, description: 'The person whose lifecycle it is: of all customers merged into one' }),
  stage: StageName,
  since: Instant,
  activity: orNull(ActivityName),
  activeSince: Type.Union([Day, Type.Null()], { description: 'Since which day the activity is what it is' }),
  rhythmDays: Type.Union([Type.Number(), Type.Null()], {
    description: 'The middle gap between visit days; null before the third',
  }),
  stages: Type.Array(
    Type.Object({
      customerId: Id,
      stage: StageName,
      because: Type.Enum([...STAGE_REASONS]),
      at: Instant,
      touchpointId: orNull(Id),
    }),
    { description: 'Every step, the latest first' },
  ),
  activities: Type.Array(Type.Object({ activity: ActivityName, since: Day }), {
    description: 'Every change of the activity, the latest first; at most 100',
  }),
});
export type LifecycleView = Static<typeof LifecycleView>;
