import type { Log } from '@shuke/db';
import type { FillProgress } from './fill.ts';

const EVERY_MS = 2_000;

/** Tells the log every two seconds how far a fill is. */
export function progressLog(log: Log, merchantId: string): (progress: FillProgress) => void {
  let told = performance.now();
  return (progress) => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    log.info({ merchantId, ...progress }, 'filling the copy for insight');
  };
}
