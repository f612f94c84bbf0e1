import { expect, test } from 'vitest';
import { createRandom } from '@shuke/kernel';
import { addLines, changeLines, mergeLines, sameGoods, splitLines, whyNotAsRead, type Bill, type BillLine } from '../bill/bill.ts';
