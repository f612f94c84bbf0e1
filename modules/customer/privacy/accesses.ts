import type { AccessPage } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { accessesOf } from '@shuke/merchant';
import { circleOf } from '../link/circles.ts';
import { readPeople } from './person-store.ts';

/** Who saw or did what of a person, the latest first; also of one who was erased. */
export function personAccesses(
  ctx: Ctx,
  customerId: string,
): Promise<Result<AccessPage, Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    if ((await readPeople(tx, [customerId])).length === 0) return refuse('customer_not_found', { customerId });
    const circle = must((await circleOf(tx, [customerId])).get(customerId), 'a circle is answered for each');
    return ok({ items: await accessesOf(tx, circle) });
  });
}
