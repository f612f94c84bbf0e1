import {
  columnsOf,
  type KitchenTicket,
  type ReceiptTicket,
  type Ticket,
  type TicketLanguage,
  type TicketWidth,
} from './ticket.ts';
import { WORDS } from './words.ts';

export interface Paper {
  readonly width: TicketWidth;
  readonly language: TicketLanguage;
  /** It was given out to be printed before, so the kitchen may have it twice. */
  readonly isReprint?: boolean;
}

/**
 * Writes a text such that receiptline prints it as it stands. Its marks (columns, properties, rules, size, underline, quotes,
 * the backslash itself) are escaped, and a line break, which would begin a line of its own, becomes a blank.
 */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(YEN, WIDE_YEN)
    .replaceAll(/[\\|{}\-=_"`^~]/g, (mark) => `\\${mark}`);

// The narrow sign takes four bytes in GB18030, which many printers have no glyph for; the wide one stands in GB 2312.
const [YEN, WIDE_YEN] = ['¥', '￥'];

const RULE = '-';
const CUT = '=';

/** The ticket in receiptline's language: a line a line, columns between bars, `^` for larger letters. */
export function documentOf(ticket: Ticket, paper: Paper): string {
  const body = ticket.kind === 'kitchen' ? kitchenLines(ticket, paper) : receiptLines(ticket, paper);
  const mark = paper.isReprint === true ? [`^^${plain(WORDS[paper.language].reprint)}`] : [];
  return [...mark, ...body, CUT].join('\n');
}

const ONE_COLUMN = '{width:auto;border:none}';
/** As wide as the largest amount is; what is left is the name's. */
const AMOUNT_COLUMNS = 12;
const twoColumns = ({ width }: Paper): string =>
  `{width:${columnsOf(width) - AMOUNT_COLUMNS},${AMOUNT_COLUMNS};border:none}`;

function kitchenLines(ticket: KitchenTicket, paper: Paper): string[] {
  const words = WORDS[paper.language];
  const source = words.sources[ticket.source] ?? ticket.source;
  return [
    ONE_COLUMN,
    `^^^${plain(ticket.heading)}`,
    plain(`${words.kitchen} · ${source} · ${ticket.store}`),
    plain(`${words.time} ${ticket.at}`),
    plain(`${words.wanted} ${ticket.wantedAt ?? words.now}`),
    RULE,
    ...ticket.lines.flatMap((line) => [
      // Twice as large and to the left, for it is read from a pace away.
      `|^^${plain(`${line.quantity} × ${line.name}`)}`,
      ...(line.choices === null ? [] : [`|${plain(`· ${line.choices}`)}`]),
    ]),
    ...(ticket.remark === null ? [] : [RULE, `|^^${plain(`${words.remark}：${ticket.remark}`)}`]),
  ];
}

function receiptLines(ticket: ReceiptTicket, paper: Paper): string[] {
  const words = WORDS[paper.language];
  const source = words.sources[ticket.source] ?? ticket.source;
  const money = (amount: string): string =>
    ticket.currency === 'CNY' ? `${WIDE_YEN}${amount}` : `${ticket.currency} ${amount}`;
  const row = (left: string, right: string): string => `${plain(left)} | ${plain(right)}`;
  return [
    ONE_COLUMN,
    `^^^${plain(ticket.merchant)}`,
    plain(ticket.store),
    plain(`${words.receipt} · ${source}`),
    `|${plain(`${words.order} ${ticket.orderRef}`)}`,
    `|${plain(`${words.time} ${ticket.at}`)}`,
    RULE,
    twoColumns(paper),
    ...ticket.lines.flatMap((line) => [
      row(`${line.name} × ${line.quantity}`, money(line.amount)),
      ...(line.discount === null ? [] : [row(`· ${words.discount}`, `-${money(line.discount)}`)]),
    ]),
    RULE,
    row(words.gross, money(ticket.gross)),
    ...(Number(ticket.discount) === 0 ? [] : [row(words.discount, `-${money(ticket.discount)}`)]),
    ...ticket.coupons.map((one) => row(`· ${words.coupon} ${one.code}`, `-${money(one.discount)}`)),
    `^^${plain(words.payable)} | ^^${plain(money(ticket.payable))}`,
    ...ticket.tenders.map((one) => row(`· ${words.tenders[one.kind] ?? one.kind}`, money(one.amount))),
    ...(ticket.refunded === null ? [] : [row(words.refunded, `-${money(ticket.refunded)}`)]),
    RULE,
    ONE_COLUMN,
    plain(words.thanks),
  ];
}
