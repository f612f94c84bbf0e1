import type { BillView } from '@shuke/contract';

/** What each drawer of a bill is given. */
export interface BillDrawerProps {
  bill: BillView;
  open: boolean;
  onClose: () => void;
}
