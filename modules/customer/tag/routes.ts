import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { addTag } from './add-tag.ts';
import { restoreTag } from './restore-tag.ts';
import { retractTag } from './retract-tag.ts';
import { listWords, setWord } from './set-word.ts';
import { listSuggestions, listTags } from './tag-queries.ts';

const ONE = '/v1/customers/:customerId';

const personRoutes: Route[] = [
  route({
    method: 'GET',
    url: `${ONE}/tags`,
    summary: 'What is known of a customer: tastes, avoidances, dishes, occasions; each with its evidence',
    access: 'customer:serve',
    params: contract.CustomerParams,
    answer: contract.TagsView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params }) => {
      const tags = await listTags(ctx, params.customerId);
      return tags.ok ? ok({ items: tags.value }) : tags;
    },
  }),
  route({
    method: 'GET',
    url: `${ONE}/tag-suggestions`,
    summary: 'What staff can add to a customer with one tap',
    access: 'customer:serve',
    params: contract.CustomerParams,
    answer: contract.TagSuggestionsView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params }) => {
      const found = await listSuggestions(ctx, params.customerId);
      return found.ok ? ok({ items: found.value }) : found;
    },
  }),
  route({
    method: 'POST',
    url: `${ONE}/tags`,
    summary: 'Write down what you learned of a customer',
    access: 'customer:serve',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.NewTag,
    answer: contract.TagSaid,
    status: 201,
    refusals: ['customer_not_found', 'tag_value_unknown', 'tags_too_many', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => addTag(ctx, { key, ...params, tag: body }),
  }),
  route({
    method: 'DELETE',
    url: `${ONE}/tags/:dimension/:value`,
    summary: 'Take a tag of a customer back; it can be put back',
    access: 'customer:serve',
    params: contract.TagParams,
    answer: contract.TagRetracted,
    refusals: ['tag_not_found'],
    handle: (ctx, { params }) => retractTag(ctx, params),
  }),
  route({
    method: 'POST',
    url: `${ONE}/tag-retractions/:retractionId/restoration`,
    summary: 'Put a tag back that was taken back',
    access: 'customer:serve',
    params: contract.RetractionParams,
    answer: contract.TagRetracted,
    refusals: ['tag_not_found'],
    handle: (ctx, { params }) => restoreTag(ctx, params),
  }),
];

const lexiconRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/tag-lexicon',
    summary: 'The words by which the notes of guests are read',
    access: 'customer:serve',
    answer: contract.LexiconView,
    handle: async (ctx) => ok({ items: await listWords(ctx) }),
  }),
  route({
    method: 'PUT',
    url: '/v1/tag-lexicon',
    summary: 'Add a word to the lexicon, say one otherwise, or switch one off',
    access: 'merchant:write',
    keyed: true,
    body: contract.NewWord,
    answer: contract.WordView,
    refusals: ['lexicon_terms_taken', 'idempotency_key_reused'],
    handle: (ctx, { key, body }) => setWord(ctx, { key, word: body }),
  }),
];

/** Tags of people, and the words that tags are read by. */
export const tagRoutes: Route[] = [...personRoutes, ...lexiconRoutes];
