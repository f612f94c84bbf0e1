export * from './assert.ts';
export * from './clock.ts';
export * from './geo.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './random.ts';
export * from './result.ts';
export * from './time-zone.ts';
