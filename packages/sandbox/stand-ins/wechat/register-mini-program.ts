import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ShopAccount } from '../core/accounts.ts';
import type { Answer, Desk } from '../core/desk.ts';
import { textOf } from '../core/raw.ts';
import { MiniPrograms, openIdOf, unionIdOf, type CodeKind, type NewCode } from './mini-program.ts';

// Good or bad, it answers 200 and says in the body which.
const said = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: JSON.stringify(body),
});
const failed = (errcode: number, errmsg: string): Answer =>
  said({ errcode, errmsg: `${errmsg}, rid: ${randomBytes(4).toString('hex')}` });

const BUSY = (): Answer => failed(-1, 'system error');

const MINUTE_MS = 60_000;
const CODES_A_MINUTE = 100;

type Query = Readonly<Record<string, string | undefined>>;

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

function jsonOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(textOf(request.body) || '{}') as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** Adds what WeChat answers to servers of mini programs, under `/wechat`, and the guest's side of it to the buttons. */
export function registerMiniPrograms(app: FastifyInstance, desk: Desk): MiniPrograms {
  const programs = new MiniPrograms(desk);
  const office = new Office(desk, programs);
  const answer = (operation: string, number: string, apply: () => Answer) =>
    ({ gateway: 'wechat', operation, number, busy: BUSY(), apply }) as const;

  app.get<{ Querystring: Query }>('/wechat/sns/jscode2session', ({ query }, reply) =>
    desk.answer(
      reply,
      answer('jscode2session', query['js_code'] ?? '', () => office.session(query)),
    ),
  );
  app.post('/wechat/cgi-bin/stable_token', (request, reply) => {
    const body = jsonOf(request);
    return desk.answer(
      reply,
      answer('stable_token', textIn(body, 'appid'), () => office.token(body)),
    );
  });
  app.post<{ Querystring: Query }>('/wechat/wxa/business/getuserphonenumber', (request, reply) => {
    const body = jsonOf(request);
    const told = { code: textIn(body, 'code'), openid: textIn(body, 'openid') };
    const asked = { token: request.query['access_token'] ?? '', ...told };
    return desk.answer(
      reply,
      answer('getuserphonenumber', asked.code, () => office.phone(asked)),
    );
  });
  addButtons(app, desk, programs);
  return programs;
}

function addButtons(app: FastifyInstance, desk: Desk, programs: MiniPrograms): void {
  app.get<{ Querystring: { name?: string } }>('/control/mini-programs/account', ({ query }) =>
    miniProgramAccount(desk, programs, query.name),
  );
  app.post('/control/mini-programs/codes', (request) => {
    const { kind = 'login', ...asked } = jsonOf(request) as unknown as Omit<NewCode, 'kind'> & { kind?: CodeKind };
    return { code: programs.newCode({ kind, ...asked }) };
  });
  app.post('/control/mini-programs/phones', (request) => {
    const { guest, phone } = jsonOf(request) as unknown as { guest: string; phone: string };
    programs.setPhone(guest, phone);
    return { guest, phone };
  });
}

/** What a shop needs to connect its mini program. It is the app by which the shop's account at WeChat Pay takes money too. */
export function miniProgramAccount(desk: Desk, programs: MiniPrograms, name = 'demo'): ShopAccount {
  const merchant = desk.accounts.open('wechat', name);
  return {
    baseUrl: `${desk.origin}/wechat`,
    settings: { appId: merchant.appId },
    secrets: { appSecret: programs.secretOf(merchant) },
  };
}

interface AskedPhone {
  readonly token: string;
  readonly code: string;
  /** Empty where the shop does not say whose code it holds it for. */
  readonly openid: string;
}

/** Answers servers of shops. */
class Office {
  readonly #desk: Desk;
  readonly #programs: MiniPrograms;
  readonly #asked = new Map<string, number>();

  constructor(desk: Desk, programs: MiniPrograms) {
    this.#desk = desk;
    this.#programs = programs;
  }

  /** Which shop asks, or what is wrong with how it proves that. */
  #shopOf(appId: unknown, secret: unknown) {
    const merchant = this.#desk.accounts.all('wechat').find((one) => one.appId === appId);
    if (!merchant) return failed(40013, 'invalid appid');
    return this.#programs.secretOf(merchant) === secret ? merchant : failed(40125, 'invalid appsecret');
  }

  session(query: Query): Answer {
    const shop = this.#shopOf(query['appid'], query['secret']);
    if ('body' in shop) return shop;
    if (query['grant_type'] !== 'authorization_code') return failed(40002, 'invalid grant_type');
    const taken = this.#programs.take(query['js_code'] ?? '', { kind: 'login', appId: shop.appId });
    if (taken === 'unknown') return failed(40029, 'invalid code');
    if (taken === 'used') return failed(40163, 'code been used');
    const openid = openIdOf(shop.appId, taken.guest);
    if (this.#asksTooOften(openid)) return failed(45011, 'api minute-quota reach limit, must slower');
    if (taken.isBlocked) return failed(40226, 'code blocked');
    const unionid = unionIdOf(shop.name, taken.guest);
    return said({ session_key: randomBytes(16).toString('base64'), openid, unionid });
  }

  #asksTooOften(openid: string): boolean {
    const key = `${openid} ${Math.floor(this.#desk.clock.now().getTime() / MINUTE_MS)}`;
    const asked = (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, asked);
    return asked > CODES_A_MINUTE;
  }

  token({ appid, secret, grant_type: grant }: Readonly<Record<string, unknown>>): Answer {
    const shop = this.#shopOf(appid, secret);
    if ('body' in shop) return shop;
    if (grant !== 'client_credential') return failed(40002, 'invalid grant_type');
    const { token, expiresIn } = this.#programs.tokenFor(shop.appId);
    return said({ access_token: token, expires_in: expiresIn });
  }

  phone({ token, code, openid }: AskedPhone): Answer {
    const app = this.#programs.appOfToken(token);
    if (app === 'unknown') return failed(40001, 'invalid credential, access_token is invalid or not latest');
    if (app === 'expired') return failed(42001, 'access_token expired');
    if (this.#programs.isOfAnotherApp(code, app.appId)) return failed(40013, 'invalid appid');
    const guest = this.#programs.guestOf(code);
    // WeChat's page says that an open id is held against the code, and not how it answers one that does not fit (assumed).
    if (openid !== '' && guest !== null && openIdOf(app.appId, guest) !== openid)
      return failed(40003, 'invalid openid');
    const taken = this.#programs.take(code, { kind: 'phone', appId: app.appId });
    if (taken === 'unknown' || taken === 'used') return failed(40029, 'invalid code');
    const phone = this.#programs.phoneOf(taken.guest);
    const timestamp = Math.floor(this.#desk.clock.now().getTime() / 1000);
    return said({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: phone,
        purePhoneNumber: phone,
        countryCode: '86',
        watermark: { timestamp, appid: app.appId },
      },
    });
  }
}
