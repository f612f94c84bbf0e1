import type { AudienceLeaf, AudienceRule } from '@shuke/contract';
import { leavesOf } from './rule.ts';

/**
 * Whether who is in an audience only changes by an event that names the person, within one day. The classes and the outlook do
 * not: they rank and measure people against each other. Nor do tags, which notes and orders teach without an event of their own.
 */
export const isByTouch = (expanded: AudienceRule): boolean => leavesOf(expanded).every(isLeafByTouch);

const EVERYBODYS: readonly AudienceLeaf['is'][] = ['activity', 'loyalty', 'value', 'outlook', 'tag'];

const isLeafByTouch = ({ is }: AudienceLeaf): boolean => !EVERYBODYS.includes(is);
