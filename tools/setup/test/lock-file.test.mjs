import { expect, test } from 'vitest';
import { leftOut, notInstalled } from '../lock-file.mjs';

const machine = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const lock = {
  packages: {
    '': { name: 'shuke' },
    'packages/db': { version: '0.1.0' },
    'node_modules/@shuke/db': { resolved: 'packages/db', link: true },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/@native/linux-x64': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['glibc'],
    },
    'node_modules/@native/linux-x64-musl': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
    'node_modules/@native/darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/maybe': { version: '1.0.0', optional: true },
  },
};
const whole = {
  packages: {
    'node_modules/@shuke/db': { resolved: 'packages/db', link: true },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/@native/linux-x64': { version: '1.0.0', optional: true },
  },
};
const without = (place) => ({ packages: { ...whole.packages, [place]: undefined } });

test('a whole installation needs nothing', () => {
  expect(notInstalled(lock, whole)).toEqual([]);
  expect(leftOut(lock, whole, machine)).toEqual([]);
});

test('a package that is missing or has another version calls for an install', () => {
  expect(notInstalled(lock, without('node_modules/pg'))).toHaveLength(1);
  expect(notInstalled(lock, without('node_modules/@shuke/db'))).toHaveLength(1);
  const older = { packages: { ...whole.packages, 'node_modules/pg': { version: '8.0.0' } } };
  expect(notInstalled(lock, older)).toHaveLength(1);
});

test('an optional package for this machine that npm left out is named, those for other machines are not', () => {
  const installed = without('node_modules/@native/linux-x64');
  expect(notInstalled(lock, installed)).toEqual([]);
  expect(leftOut(lock, installed, machine)).toEqual(['@native/linux-x64']);
  expect(leftOut(lock, installed, { os: 'darwin', cpu: 'arm64', libc: 'musl' })).toEqual(['@native/darwin-arm64']);
});
