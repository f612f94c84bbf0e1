import { entry, type RefusalEntry } from './entry.ts';

const plans = {
  plan_not_found: entry(
    'not_found',
    ['There is no such plan.', '没有此方案。'],
    ['Check the plan id in the list of plans.', '请在方案列表中核对编号。'],
  ),
  plan_not_draft: entry(
    'conflict',
    ['Only a draft can be approved.', '只有草稿可以批准。'],
    ['Draft a new plan.', '请起草新的方案。'],
  ),
  plan_not_approved: entry(
    'conflict',
    ['The plan has not been approved.', '方案尚未批准。'],
    ['Have it approved, then issue it.', '请先批准方案，再发放。'],
  ),
  plan_already_issued: entry(
    'conflict',
    ['The plan is being issued or has been issued.', '方案正在发放或已发放。'],
    ['Look at its report, or draft a new plan.', '请查看该方案的报告，或起草新的方案。'],
  ),
  plan_outdated: entry(
    'conflict',
    ['Another plan was issued after this one was drafted.', '此方案起草之后，另一方案已经发放。'],
    ['Draft it anew, so that nobody gets two offers at once.', '请重新起草，以免顾客同时收到两份优惠。'],
  ),
  plan_discarded: entry(
    'conflict',
    ['The plan was discarded.', '方案已作废。'],
    ['Draft a new plan.', '请起草新的方案。'],
  ),
  plan_not_issued: entry(
    'conflict',
    ['The plan has not been issued, so there is nothing to report.', '方案尚未发放，暂无可报告的内容。'],
    ['Issue the plan; the report counts from then on.', '请先发放方案，报告自发放之时起统计。'],
  ),
  plan_budget_invalid: entry(
    'invalid',
    ['The budget is not a positive amount of the currency.', '预算不是该币种的正数金额。'],
    [
      'Send a decimal string such as 500.00 with no more digits than the currency has.',
      '请发送十进制金额，如 500.00。',
    ],
  ),
  plan_budget_too_small: entry(
    'invalid',
    ['The budget does not pay for a single offer.', '预算不足以支付一张优惠券。'],
    [
      'Raise the budget to at least the cost of the cheapest offer that is named.',
      '请将预算提高到所示最低优惠成本以上。',
    ],
  ),
  plan_as_of_in_future: entry(
    'invalid',
    ['A plan cannot be made as of a day to come.', '方案日期不能晚于今天。'],
    ['Use today or an earlier business day.', '请使用今天或更早的营业日。'],
  ),
} satisfies Record<string, RefusalEntry>;

const inputs = {
  no_active_offer: entry(
    'conflict',
    ['There is no coupon template that can be offered.', '没有可用的优惠券模板。'],
    ['Make a coupon template, or activate one that still has budget.', '请新建优惠券模板，或启用仍有预算的模板。'],
  ),
  offer_not_active: entry(
    'invalid',
    ['One of the offers is unknown, switched off or used up.', '所选优惠不存在、已停用或已用完。'],
    ['Leave out the template that is named, or activate it.', '请移除所指出的模板，或将其启用。'],
  ),
  too_many_offers: entry(
    'invalid',
    ['There are more active templates than one plan can weigh.', '启用的模板超过单个方案可比较的数量。'],
    ['Name at most 20 templates in the plan.', '请在方案中指定不超过 20 个模板。'],
  ),
  no_customers: entry(
    'conflict',
    ['There is no customer to weigh as of that day.', '截至该日没有可供分析的顾客。'],
    ['Import receipts with customers, or choose a later day.', '请导入带顾客的小票，或选择较晚的日期。'],
  ),
  thresholds_out_of_order: entry(
    'invalid',
    ['Due, late and lapsed must come in this order.', '到期、迟到、流失的阈值必须依次递增。'],
    ['Set dueBps ≤ lateBps ≤ lapsedBps.', '请设置 dueBps ≤ lateBps ≤ lapsedBps。'],
  ),
} satisfies Record<string, RefusalEntry>;

/** Why a comparison has no interval. A report names these as reasons; they do not stop it. */
const samples = {
  sample_one_armed: entry(
    'conflict',
    ['One of the two groups is empty, so there is nothing to compare with.', '其中一组没有顾客，无法比较。'],
    ['Keep a control group, and issue to more customers.', '请保留对照组，并扩大发放范围。'],
  ),
  sample_too_small: entry(
    'conflict',
    ['One of the two groups is too small for a proof.', '其中一组人数太少，不足以证明。'],
    ['Issue to more customers, so that each group has 50.', '请扩大发放范围，使每组至少 50 人。'],
  ),
  sample_not_finite: entry(
    'internal',
    ['A number of the sample is not a number.', '样本中存在无效数字。'],
    ['Report this with the plan id.', '请附上方案编号反馈此问题。'],
  ),
  sample_unpaired: entry(
    'internal',
    ['The sample lacks what was known before of some customers.', '样本缺少部分顾客的前期数据。'],
    ['Report this with the plan id.', '请附上方案编号反馈此问题。'],
  ),
} satisfies Record<string, RefusalEntry>;

export const decision = { ...plans, ...inputs, ...samples } satisfies Record<string, RefusalEntry>;
