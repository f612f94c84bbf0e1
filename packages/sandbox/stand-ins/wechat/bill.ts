import { createHash } from 'node:crypto';
import { billReadyAt, shanghaiWall } from '../core/clock.ts';
import type { Merchant } from '../core/accounts.ts';
import type { Answer, Call, Desk } from '../core/desk.ts';
import type { BillLine } from '../core/mismatches.ts';
import { ERRORS, json, refusal } from './answers.ts';

const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,' +
  '订单金额,申请退款金额,费率备注';
const SUMMARY_HEAD = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const yuan = (fen: number): string => (fen / 100).toFixed(2);
const fee = (fen: number): string => (fen / 100).toFixed(5);
const row = (cells: readonly string[]): string => cells.map((cell) => `\`${cell.replaceAll(',', ' ')}`).join(',');

function lineRow({ trade, refund, amountMinor, feeMinor, at }: BillLine): string {
  const charged = refund ? '0.00' : yuan(amountMinor);
  const back = refund ? yuan(amountMinor) : '0.00';
  return row([
    shanghaiWall(at).replace('T', ' '),
    trade.extra['appid'] ?? '',
    trade.merchantNo,
    '0',
    '',
    trade.providerRef,
    trade.outTradeNo,
    trade.payer,
    trade.scene,
    refund ? 'REFUND' : 'SUCCESS',
    'OTHERS',
    trade.currency,
    charged,
    '0.00',
    refund?.providerRef ?? '0',
    refund?.outRefundNo ?? '0',
    back,
    '0.00',
    refund ? 'ORIGINAL' : '',
    refund ? 'SUCCESS' : '',
    trade.subject,
    trade.extra['attach'] ?? '',
    fee(feeMinor),
    '0.60%',
    charged,
    back,
    '',
  ]);
}

/** A day as WeChat's file has it: amounts in yuan, a back-tick before each cell, the sums at the end. */
export function billText(lines: readonly BillLine[]): string {
  const sum = (isRefund: boolean) =>
    lines
      .filter(({ refund }) => (refund !== null) === isRefund)
      .reduce((total, { amountMinor }) => total + amountMinor, 0);
  const fees = lines.reduce((total, { feeMinor }) => total + feeMinor, 0);
  const [charged, back] = [yuan(sum(false)), yuan(sum(true))];
  const summary = row([String(lines.length), charged, back, '0.00', fee(fees), charged, back]);
  return [HEAD, ...lines.map(lineRow), SUMMARY_HEAD, summary].map((line) => `${line}\r\n`).join('');
}

export function billOfDay(desk: Desk, merchant: Merchant, day: string): string {
  const { merchantNo } = merchant;
  return billText(desk.mismatches.linesOf(desk.book.all('wechat'), { gateway: 'wechat', merchantNo, day }));
}

/** Says where the day's bill is, from ten o'clock of the next day on. */
export function billCall(desk: Desk, merchant: Merchant, query: Readonly<Record<string, string>>): Call {
  const day = query['bill_date'] ?? '';
  const apply = (): Answer => {
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) return refusal(ERRORS.param);
    if (desk.clock.now() < billReadyAt(day)) return refusal(ERRORS.billLater);
    const hash = createHash('sha1')
      .update(billOfDay(desk, merchant, day))
      .digest('hex');
    const token = `${merchant.merchantNo}.${day}.${query['tar_type'] === 'GZIP' ? 'gzip' : 'plain'}`;
    return json(200, {
      hash_type: 'SHA1',
      hash_value: hash,
      download_url: `${desk.origin}/wechat/v3/billdownload/file?token=${token}`,
    });
  };
  return { gateway: 'wechat', operation: 'bill', number: day, busy: refusal(ERRORS.busy), apply };
}
