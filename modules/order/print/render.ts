import receiptline from 'receiptline';
import { documentOf, type Paper } from './document.ts';
import { columnsOf, type Ticket } from './ticket.ts';

/** Characters are GB 18030 in both, so that a preview breaks its lines where the paper does. */
const ENCODING = 'gb18030';

/** The bytes for a printer that understands ESC/POS. */
export const escposOf = (ticket: Ticket, paper: Paper): Buffer =>
  Buffer.from(transform(ticket, paper, 'escpos'), 'latin1');

/** A picture of what the printer prints. */
export const svgOf = (ticket: Ticket, paper: Paper): string => transform(ticket, paper, 'svg');

const transform = (ticket: Ticket, paper: Paper, command: 'escpos' | 'svg'): string =>
  receiptline.transform(documentOf(ticket, paper), {
    cpl: columnsOf(paper.width),
    encoding: ENCODING,
    command,
    cutting: true,
  });
