import { seededRandom } from '@shuke/kernel';

/** What a guest's payment code does, by the two digits that it ends in at the stand-ins. */
const ENDINGS = { pays: '00', password: '77', balance_short: '55', declined: '33' } as const;
export type Behaviour = keyof typeof ENDINGS;

/** One order, and what its guest and its cashier do besides paying. */
export interface Guest {
  readonly n: number;
  readonly gateway: 'wechat' | 'alipay';
  readonly scene: 'payment_code' | 'qr';
  /** Of the first code that is shown; those after it pay. */
  readonly behaviour: Behaviour;
  readonly cups: number;
  /** The cashier ends the payment at the moment at which the guest pays. */
  readonly isCancelled: boolean;
  /** The guest pays in cash as well, while the code is still on the screen. */
  readonly paysTwice: boolean;
  readonly returnsOne: boolean;
}

/** The guests of a seed: the same ones each time. */
export function drawGuests(count: number, seed: number): Guest[] {
  const random = seededRandom(seed);
  const chance = (percent: number): boolean => random.int(100) < percent;
  return Array.from({ length: count }, (_, n): Guest => {
    const isCode = chance(60);
    return {
      n,
      gateway: chance(60) ? 'wechat' : 'alipay',
      scene: isCode ? 'payment_code' : 'qr',
      behaviour: isCode ? random.pick(['pays', 'pays', 'pays', 'password', 'balance_short', 'declined']) : 'pays',
      cups: 1 + random.int(4),
      isCancelled: chance(5),
      paysTwice: !isCode && chance(5),
      returnsOne: chance(5),
    };
  });
}

const PREFIXES = { wechat: '13', alipay: '28' } as const;

/** A code that no other guest shows, of 18 digits. */
export function codeOf({ n, gateway, behaviour }: Guest, attempt: number): string {
  const number = `${String(n).padStart(8, '0')}${String(attempt).padStart(6, '0')}`;
  return PREFIXES[gateway] + number + ENDINGS[attempt === 0 ? behaviour : 'pays'];
}
