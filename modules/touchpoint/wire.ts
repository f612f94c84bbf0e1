import type { TouchpointView } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { CodedTouchpoint } from './touchpoint.ts';

export const touchpointView = (touchpoint: CodedTouchpoint, currency: string): TouchpointView => {
  const { costMinor, createdAt, ...shown } = touchpoint;
  return { ...shown, cost: formatMinor(costMinor, currency), createdAt: createdAt.toISOString() };
};
