import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Providers } from '../control.ts';
import type { Desk } from '../core/desk.ts';
import { formOf, textOf } from '../core/raw.ts';
import type { Behaviour, GatewayName } from '../core/trade.ts';
import { phonePage, type PhoneView } from './page.ts';
import { WORDS, type Language } from './words.ts';

type Query = { readonly lang?: string };
type Act = keyof (typeof WORDS)['zh']['done'];

const BEHAVIOURS: Readonly<Record<Act, Behaviour>> = {
  pay: 'pays',
  'wrong-password': 'password',
  decline: 'declined',
};
const WITH_CODES: readonly string[] = ['wechat', 'alipay', 'unionpay'];
const MOST_SHOWN = 20;

const languageOf = ({ lang }: Query): Language => (lang === 'en' ? 'en' : 'zh');

/** The guest's side of all gateways as a page. Buttons are plain forms, so that it works without a script. */
export function registerPhone(app: FastifyInstance, desk: Desk, providers: Providers): void {
  const show = (reply: FastifyReply, view: Pick<PhoneView, 'language'> & Partial<PhoneView>): FastifyReply => {
    const now = desk.clock.now().toISOString();
    const waiting = desk.book.all().filter(({ state, expiresAt }) => state === 'waiting' && expiresAt > now);
    const trades = waiting.toReversed().slice(0, MOST_SHOWN);
    return reply.type('text/html; charset=utf-8').send(phonePage({ trades, code: null, said: null, ...view }));
  };

  app.get<{ Querystring: Query }>('/phone', ({ query }, reply) => show(reply, { language: languageOf(query) }));

  for (const act of Object.keys(BEHAVIOURS) as Act[]) {
    app.post<{ Querystring: Query }>(`/phone/${act}`, ({ query, body }, reply) => {
      const language = languageOf(query);
      const after = desk.book.guest(formOf(textOf(body))['trade'] ?? '', BEHAVIOURS[act]);
      return show(reply, { language, said: after ? WORDS[language].done[act] : WORDS[language].gone });
    });
  }

  app.post<{ Querystring: Query }>('/phone/code', ({ query, body }, reply) => {
    const { gateway = '', asks } = formOf(textOf(body));
    const name = WITH_CODES.includes(gateway) ? (gateway as GatewayName) : 'wechat';
    const digits = providers[name].newCode();
    desk.book.addCode(digits, asks === 'yes' ? 'password' : 'pays');
    return show(reply, { language: languageOf(query), code: { gateway: name, digits } });
  });
}
