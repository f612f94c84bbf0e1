import type { Statement } from '@shuke/db';
import type { Question, QuestionNode, Questions } from '../rule/question.ts';
import { isGroup, partsOf, type Group } from '../rule/rule.ts';
import { isOneOf, joined, NOTHING, part, statementOf, words, type Part } from './part.ts';
import * as persons from './persons.ts';
import * as purchases from './purchases.ts';

/** Of whom a rule is asked. */
export interface Asked {
  readonly merchantId: string;
  /** Only these people; everybody unless told. */
  readonly among?: readonly string[];
}

/**
 * A rule as one statement that DuckDB and PostgreSQL read alike: each part is the set of its people, `n0` the whole, and a
 * person is whom merged customers stand for. It reads the published views only.
 */
function setsOf(questions: Questions, asked: Asked): Part {
  const sets = [...partsOf(questions.root)].map(
    (node) => part`${words(`n${node.no}`)} as (${setOf(node, asked.merchantId)})`,
  );
  return part`with people as (${peopleSql(questions, asked)}), ${joined(sets.toReversed(), ', ')}`;
}

/** Who is in the audience, in the order of their ids. */
export const membersStatement = (questions: Questions, asked: Asked): Statement =>
  statementOf(part`${setsOf(questions, asked)} select person_id from n0 order by person_id`);

export const countStatement = (questions: Questions, asked: Asked): Statement =>
  statementOf(part`${setsOf(questions, asked)} select count(*) as people from n0`);

/** A few of the people, as good as at random, and the same ones for the same people. */
export const sampleStatement = (questions: Questions, asked: Asked, size: number): Statement =>
  statementOf(part`${setsOf(questions, asked)}
    select person_id from n0 order by md5(cast(person_id as text)), person_id limit ${size}::integer`);

/** How many people each part has by itself, by its number. */
export function partCountsStatement(questions: Questions, asked: Asked): Statement {
  const counts = [...partsOf(questions.root)].map(({ no }) =>
    words(`select ${no} as no, count(*) as people from n${no}`),
  );
  return statementOf(part`${setsOf(questions, asked)} ${joined(counts, ' union all ')} order by no`);
}

function setOf({ what }: QuestionNode, merchantId: string): Part {
  return isGroup(what) ? groupSql(what) : leafSql(what, merchantId);
}

function groupSql({ match, of }: Group<Question>): Part {
  const parts = of.map(({ no }) => words(`select person_id from n${no}`));
  if (match === 'all') return joined(parts, ' intersect ');
  if (match === 'any') return joined(parts, ' union ');
  return part`select distinct person_id from people except (${joined(parts, ' union ')})`;
}

function leafSql(leaf: Question, merchantId: string): Part {
  switch (leaf.is) {
    case 'bought':
      return purchases.boughtSql(merchantId, leaf);
    case 'first':
    case 'last':
      return purchases.edgeSql(merchantId, leaf);
    case 'sequence':
      return purchases.sequenceSql(merchantId, leaf);
    case 'at_home':
      return purchases.atHomeSql(merchantId, leaf);
    case 'met':
      return persons.metSql(merchantId, leaf);
    case 'profile':
      return persons.profileSql(leaf);
    case 'stage':
      return persons.stageSql(merchantId, leaf);
    case 'tier':
      return persons.tierSql(merchantId, leaf);
    case 'consent':
      return persons.consentSql(merchantId, leaf);
    case 'tag':
      return persons.taggedSql(merchantId, leaf);
    case 'share':
      return persons.shareSql(leaf);
    case 'named':
      return persons.namedSql(leaf);
  }
}

/** Every customer with the person whom one stands for. On an earlier day, of people who were known or had bought by then. */
function peopleSql({ dated, until, asOf }: Questions, { merchantId, among }: Asked): Part {
  const known = part` and l.person_id in (
      select k.person_id
        from pub_customer_person k
        join pub_customer n on n.merchant_id = k.merchant_id and n.customer_id = k.customer_id
       where k.merchant_id = ${merchantId}::uuid and n.created_at < ${until.toISOString()}::timestamptz
       union
      select k.person_id
        from pub_customer_person k
        join pub_order o on o.merchant_id = k.merchant_id and o.customer_id = k.customer_id
       where k.merchant_id = ${merchantId}::uuid and o.business_day <= ${asOf}::date)`;
  return part`
  select c.customer_id, l.person_id, c.source, c.created_at
    from pub_customer c
    join pub_customer_person l on l.merchant_id = c.merchant_id and l.customer_id = c.customer_id
   where c.merchant_id = ${merchantId}::uuid${dated ? known : NOTHING}${
     among ? part` and ${isOneOf(words('l.person_id'), among, 'uuid')}` : NOTHING
   }`;
}
