import { entry, type RefusalEntry } from './entry.ts';

const rules = {
  audience_rule_invalid: entry(
    'invalid',
    ['A part of the rule is not one that there is.', '规则中有不合规的部分。'],
    [
      'Look at the named path; GET /v1/audience-rules/schema describes every part.',
      '请检查所指位置；GET /v1/audience-rules/schema 说明了各种条件的写法。',
    ],
  ),
  audience_rule_too_deep: entry(
    'invalid',
    ['Groups stand in groups more deeply than is allowed.', '规则嵌套过深。'],
    ['Say it in fewer levels, or save a part as an audience of its own.', '请减少层级，或将其中一部分另存为人群。'],
  ),
  audience_rule_too_long: entry(
    'invalid',
    ['The rule has more parts than are allowed.', '规则中的条件过多。'],
    ['Leave parts out, or save some as an audience of their own.', '请删减条件，或将部分另存为人群。'],
  ),
  audience_rule_not_dated: entry(
    'invalid',
    ['What this part asks is known as of today only.', '该条件只能按今天的情况判断。'],
    ['Ask as of today, or leave the part out.', '请以今天为准查询，或去掉该条件。'],
  ),
  audience_rule_unknown: entry(
    'invalid',
    ['The rule names something that this merchant does not have.', '规则引用了本商户没有的内容。'],
    ['Check the named store, region, brand or audience.', '请核对所引用的门店、区域、品牌或人群。'],
  ),
  audience_rule_circular: entry(
    'invalid',
    ['The audience would be defined by itself.', '人群规则循环引用了自身。'],
    ['Leave out the audience that leads back to this one.', '请去掉会引用回自身的人群。'],
  ),
  audience_as_of_in_future: entry(
    'invalid',
    ['Nobody knows yet what will hold on that day.', '该日期尚未到来。'],
    ['Ask as of today or an earlier business day.', '请选择今天或更早的营业日。'],
  ),
} satisfies Record<string, RefusalEntry>;

const saved = {
  audience_not_found: entry(
    'not_found',
    ['There is no such audience.', '没有此人群。'],
    ['Check the id in the list of audiences.', '请在人群列表中核对编号。'],
  ),
  audience_changed: entry(
    'conflict',
    ['Somebody else has changed the audience meanwhile.', '该人群已被他人修改。'],
    ['Read it again, and change that version.', '请重新读取后再修改。'],
  ),
  audience_name_taken: entry(
    'conflict',
    ['Another audience has this name.', '已有同名人群。'],
    ['Choose another name.', '请换一个名称。'],
  ),
  audience_in_use: entry(
    'conflict',
    ['The rule of another audience names this one.', '另一人群的规则引用了此人群。'],
    ['Take it out of that rule first.', '请先从该规则中去掉引用。'],
  ),
  audience_too_many: entry(
    'limited',
    ['The merchant has as many audiences as are kept fresh.', '人群数量已达上限。'],
    ['Remove one that is no longer used.', '请删除不再使用的人群。'],
  ),
  likely_buyers_subject: entry(
    'invalid',
    ['Exactly one product or category is asked about, and one that was sold.', '须指定一个有销售记录的商品或品类。'],
    ['Send either a sku or a category of the catalogue.', '请提供商品目录中的一个 SKU 或品类。'],
  ),
  likely_buyers_history: entry(
    'conflict',
    ['There is too little history to measure a ranking on.', '历史数据不足，无法检验排序效果。'],
    ['Ask again when three periods have passed, or for a shorter one.', '请在满三个周期后再试，或缩短周期。'],
  ),
} satisfies Record<string, RefusalEntry>;

export const audience = { ...rules, ...saved } satisfies Record<string, RefusalEntry>;
