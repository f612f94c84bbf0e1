import { expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { contentFault } from '../content/content.ts';

const words = { title: 'Hello', body: '' };
const rule = (own: object) =>
  contentFault({
    scope: 'brand',
    scopeRef: null,
    content: { zh: words, en: words },
    validFrom: new Date('2026-01-01'),
    validUntil: null,
    ...own,
  });
const withAction = (kind: string, target?: string) =>
  rule({ content: { zh: words, en: words, action: { kind, target } } });

test('everything finer than all brands says whose it is, by id or by tag', () => {
  expect(rule({})).toBeNull();
  expect(rule({ scope: 'store' })).toBe('scopeRef');
  expect(rule({ scope: 'person', scopeRef: 'tea-lover' })).toBe('scopeRef');
  expect(rule({ scope: 'person', scopeRef: newId() })).toBeNull();
  expect(rule({ scope: 'segment', scopeRef: 'tea-lover' })).toBeNull();
});

test('content ends after it begins', () => {
  expect(rule({ validUntil: new Date('2026-01-01') })).toBe('validUntil');
});

test('an action leads to a coupon template, to a page of this server or to a secure one, and to nothing that runs', () => {
  expect([
    withAction('claim', newId()),
    withAction('link', 'https://shop.example/a'),
    withAction('menu', '/menu'),
  ]).toEqual(Array(3).fill(null));
  for (const target of ['javascript:alert(1)', 'http://shop.example', '//evil.example', '/\\evil.example', undefined])
    expect(withAction('link', target)).toBe('content.action.target');
  expect(withAction('claim', 'x')).toBe('content.action.target');
});
