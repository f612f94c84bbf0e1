export * from './access.ts';
export * from './events.ts';
export * from './refusals.ts';
export * from './wire.ts';
