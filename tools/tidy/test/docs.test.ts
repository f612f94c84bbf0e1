import { expect, test } from 'vitest';
import { docs } from '../rules/docs.ts';
import { readmes } from '../rules/readmes.ts';
import { lines, told } from './told.ts';

const COMPLETE = {
  LICENSE: '',
  'README.md': '',
  'README.zh-CN.md': '',
  'CONTRIBUTING.md': '',
  'docs/ARCHITECTURE.md': '',
  'docs/glossary.md': '',
};
const HEADINGS = '# Coupon\n## Meaning\n## Owns\n## Invariants\n## Boundaries\n';

test('what a newcomer looks for is there', () => {
  expect(told(docs, COMPLETE)).toEqual([]);
  const { LICENSE, ...rest } = COMPLETE;
  expect(told(docs, { ...rest, 'docs/glossary.md': LICENSE })).toEqual([
    expect.stringMatching(/^LICENSE:1 is missing/),
  ]);
});

test('links to files, folders, pictures and places in them resolve', () => {
  const text = `[a](docs/glossary.md#word "title"), [b](./docs), ![c](docs/screens/a%20b.png), [d](/LICENSE)
[![badge](https://example.org/x.svg)](LICENSE) [e](#here) [f](mailto:a@example.org) <img src="LICENSE">
\`[code](nowhere.md)\`
\`\`\`md
[fenced](nowhere.md)
\`\`\`
[ref]: LICENSE`;
  expect(told(docs, { ...COMPLETE, 'README.md': text, 'docs/screens/a b.png': '' })).toEqual([]);
});

test('a link that leads nowhere or out of the repository is reported at its line', () => {
  const text =
    'See [a](gone.md).\n\n```\n```\n![b](../README.md)\n[c](../../shared/x.md)\n[![d](no.png)](none.md)\n[e]: f.md';
  expect(told(docs, { ...COMPLETE, 'docs/glossary.md': text }).map((line) => line.split(';')[0])).toEqual([
    'docs/glossary.md:1 the link gone.md leads nowhere',
    'docs/glossary.md:6 the link ../../shared/x.md leaves the repository',
    'docs/glossary.md:7 the link no.png leads nowhere',
    'docs/glossary.md:7 the link none.md leads nowhere',
    'docs/glossary.md:8 the link f.md leads nowhere',
  ]);
});

test("a module's README says the four things", () => {
  expect(told(readmes, { 'modules/coupon/README.md': HEADINGS })).toEqual([]);
  expect(told(readmes, { 'modules/coupon/README.md': HEADINGS.replace('## Owns', '### Owns') })).toEqual([
    'modules/coupon/README.md:1 lacks the heading ## Owns; add it with its text',
  ]);
});

test('packages and apps have a README, and none is longer than 120 lines', () => {
  const files = {
    'packages/db/index.ts': '',
    'apps/server/README.md': lines(121),
    'modules/coupon/README.md': HEADINGS + lines(116),
    'packages/kernel/README.md': lines(120),
    'tools/tidy/main.ts': '',
  };
  expect(told(readmes, files).map((line) => line.split(';')[0])).toEqual([
    'modules/coupon/README.md:1 has 121 lines, more than 120',
    'packages/db/README.md:1 is missing',
    'apps/server/README.md:1 has 121 lines, more than 120',
  ]);
});
