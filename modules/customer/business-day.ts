import type { Tx } from '@shuke/db';
import { businessDay } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';

/** How the merchant's calendar calls the day of an instant, YYYY-MM-DD. */
export async function calendarOf(tx: Tx): Promise<(at: Date) => string> {
  const { timeZone, dayStartMinute } = await merchantSettings(tx);
  return (at) => businessDay(at.getTime(), timeZone, dayStartMinute);
}
