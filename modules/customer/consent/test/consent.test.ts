import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ConsentChannel } from '@shuke/contract';
import { holds } from '../consent.ts';
import { SHIPPED_WORDINGS } from '../wordings.ts';

/** `day channel yes|no`, one a line, all of marketing. */
const entriesOf = (history: string) =>
  history
    .trim()
    .split('\n')
    .map((line) => {
      const [at, on, answer] = line.trim().split(/\s+/);
      const said = { purpose: 'marketing' as const, channel: on as ConsentChannel, granted: answer === 'yes' };
      return { ...said, at: new Date(Number(at)) };
    });

/** `channel day`: whether marketing holds there. */
const asked = (history: string, question: string): boolean => {
  const [channel, day] = question.split(' ');
  return holds(entriesOf(history), {
    purpose: 'marketing',
    channel: channel as ConsentChannel,
    asOf: new Date(Number(day)),
  });
};

test.each<[string, string, string, boolean]>([
  ['a yes holds from its instant', '5 sms yes', 'sms 5', true],
  ['and not before', '5 sms yes', 'sms 4', false],
  ['a yes to any covers each channel', '1 any yes', 'wechat 2', true],
  ['a yes to one channel is none to another', '1 sms yes', 'email 2', false],
  ['nor to any', '1 sms yes', 'any 2', false],
  ['a no to one channel leaves the others', '1 any yes\n2 sms no', 'wechat 3', true],
  ['and closes that one', '1 any yes\n2 sms no', 'sms 3', false],
  ['a no to any closes what was open', '1 sms yes\n2 any no', 'sms 3', false],
  ['a yes after it opens again', '1 sms yes\n2 any no\n3 sms yes', 'sms 4', true],
  ['what came before is seen as of its day', '1 sms yes\n2 any no\n3 sms yes', 'sms 2', false],
  ['the later instant wins whatever the order', '9 sms no\n1 sms yes', 'sms 10', false],
  ['of one instant it is the no', '5 sms no\n5 any yes', 'sms 5', false],
])('%s', (...[, history, question, expected]) => {
  expect(asked(history, question)).toBe(expected);
});

test('a yes to one purpose is none to another, and silence is a no', () => {
  const asOf = new Date(2);
  expect(holds(entriesOf('1 any yes'), { purpose: 'face', channel: 'any', asOf })).toBe(false);
  expect(holds([], { purpose: 'marketing', channel: 'sms', asOf: new Date(0) })).toBe(false);
});

test('the words that people have agreed to are still the same', () => {
  const text = JSON.stringify(SHIPPED_WORDINGS.map(({ purpose, en, zh }) => [purpose, en, zh]));
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('75c0e2351299fd93');
});
