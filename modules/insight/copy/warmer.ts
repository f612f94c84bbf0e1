import { systemCtx, type Services } from '@shuke/db';
import { arePeopleInUse, warmPeople } from '../people/people-now.ts';
import type { MerchantCopy } from './copy.ts';

/**
 * Gets the people of a copy that holds something else than before ready, in the background, for whoever asks next, where anybody
 * has asked lately. What changes meanwhile is one round more, however much it was.
 */
export function warmer(services: Services): (copy: MerchantCopy) => void {
  const again = new Map<string, boolean>();
  const warm = async (copy: MerchantCopy): Promise<void> => {
    const { merchantId } = copy;
    try {
      do {
        again.set(merchantId, false);
        const ctx = systemCtx(services, merchantId);
        await copy.read(ctx, (reader) => warmPeople(services, reader));
      } while (again.get(merchantId));
    } catch (error) {
      // Whoever asks reads for themselves.
      services.log.info({ merchantId, error: (error as Error).message }, 'people were not made ready for insight');
    } finally {
      again.delete(merchantId);
    }
  };
  return (copy) => {
    if (!arePeopleInUse(services, copy.merchantId)) return;
    if (again.has(copy.merchantId)) again.set(copy.merchantId, true);
    else void warm(copy);
  };
}
