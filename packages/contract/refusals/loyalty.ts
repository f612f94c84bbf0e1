import { entry, type RefusalEntry } from './entry.ts';

export const loyalty = {
  programme_invalid: entry(
    'invalid',
    ['The terms of the programme contradict each other or could never apply.', '会员计划的条款相互矛盾或无法生效。'],
    ['Correct the field that is named.', '请更正所指出的字段。'],
  ),
  points_not_offered: entry(
    'conflict',
    ['The programme gives no points.', '会员计划未启用积分。'],
    ['Set points in the programme first.', '请先在会员计划中启用积分。'],
  ),
  insufficient_points: entry(
    'conflict',
    ['The customer has fewer points than are to be taken.', '顾客可用积分不足。'],
    [
      'Take at most what is available; pending points count from their day on.',
      '请不要超过可用积分；待生效积分到期日后方可使用。',
    ],
  ),
  stamp_card_not_found: entry(
    'not_found',
    ['The programme has no stamp card with this id.', '会员计划中没有此编号的集点卡。'],
    ['Choose one of the cards of the programme.', '请选择会员计划中的集点卡。'],
  ),
  insufficient_stamps: entry(
    'conflict',
    ['The stamp card is not full.', '集点卡尚未集满。'],
    ['Wait for the missing stamps; the number is named.', '请集满所示数量后再兑换。'],
  ),
  stored_value_not_offered: entry(
    'conflict',
    ['The programme has no stored value.', '会员计划未启用储值。'],
    ['Enable stored value in the programme first.', '请先在会员计划中启用储值。'],
  ),
  stored_card_not_found: entry(
    'not_found',
    ['There is no stored-value card with this id or number.', '没有此编号或卡号的储值卡。'],
    ['Check the number; a mistyped digit is noticed and not guessed.', '请核对卡号；输错的数字会被识别，不会猜测。'],
  ),
  stored_card_blocked: entry(
    'conflict',
    ['The card is blocked.', '该储值卡已冻结。'],
    ['Unblock it first, or pay its balance out.', '请先解冻，或办理余额退还。'],
  ),
  stored_value_limit_exceeded: entry(
    'conflict',
    ['The card would hold more than a card of its kind may.', '充值后余额将超过该类卡的限额。'],
    ['Pay in at most what is named, its bonus included.', '充值金额（含赠送）不要超过所示上限。'],
  ),
  insufficient_stored_value: entry(
    'conflict',
    ['The card holds less than is to be paid.', '储值卡余额不足。'],
    ['Pay the rest in another way, or top the card up.', '请以其他方式支付差额，或先充值。'],
  ),
  stored_value_empty: entry(
    'conflict',
    ['The card holds nothing that could be paid out.', '储值卡没有可退余额。'],
    ['Nothing is left to do.', '无需再操作。'],
  ),
  loyalty_store_unknown: entry(
    'invalid',
    ['The store is not named, or no store has this code.', '未指明门店，或没有此编码的门店。'],
    ['Name the store by its code.', '请填写门店编码。'],
  ),
  loyalty_store_not_yours: entry(
    'forbidden',
    ['You work in another store.', '您属于另一家门店。'],
    ['Do it in your own store, or ask the owner.', '请在您所在的门店办理，或联系店主。'],
  ),
} satisfies Record<string, RefusalEntry>;
