import { channelResealers } from '@shuke/channel';
import { customerResealers } from '@shuke/customer';
import { staffResealer, type Resealer } from '@shuke/merchant';
import { ticketResealer } from '@shuke/order';
import { paymentResealers } from '@shuke/payment';

/** Everything that stands under a merchant's data key, and is sealed anew when it rotates. */
export const allResealers: readonly Resealer[] = [
  staffResealer,
  ...customerResealers,
  ticketResealer,
  ...paymentResealers,
  ...channelResealers,
];
