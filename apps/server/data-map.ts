import { personalData } from '@shuke/customer';
import type { DataMapEntry } from '@shuke/db';
import { guestData } from './data-map/guests.ts';
import { tradeData } from './data-map/trade.ts';

/** Everything that is held on a person, in all tables: what export, erasure and their test go by. */
export const dataMap: readonly DataMapEntry[] = [...personalData, ...tradeData, ...guestData];
