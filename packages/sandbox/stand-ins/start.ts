import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { registerControl, type Providers } from './control.ts';
import { registerChannels } from './channels/register.ts';
import type { ChannelContext } from './channels/context.ts';
import { Desk } from './core/desk.ts';
import { hits } from './core/faults.ts';
import { takeRawBodies } from './core/raw.ts';
import { Store } from './core/store.ts';
import { registerPhone } from './phone/register.ts';
import { registerProviders } from './providers.ts';
import type { MiniPrograms } from './wechat/mini-program.ts';
import { registerMiniPrograms } from './wechat/register-mini-program.ts';

export interface StandInOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** Where the state is kept; null keeps it in memory. */
  readonly dir?: string | null;
  readonly clock?: () => Date;
  /** How often it looks for what is due by itself; null leaves that to `POST /control/clock`. */
  readonly tickMs?: number | null;
}

export interface RunningStandIns {
  readonly url: string;
  readonly desk: Desk;
  readonly providers: Providers;
  readonly miniPrograms: MiniPrograms;
  stop(): Promise<void>;
}

const BODY_LIMIT = 1_048_576;

/** Starts the stand-ins of all gateways and channels on this machine's own address. */
export async function startStandIns(options: StandInOptions = {}): Promise<RunningStandIns> {
  const { port = 0, dir = null, clock = () => new Date(), tickMs = 100 } = options;
  const store = new Store(dir);
  const desk = new Desk(store, clock);
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  let providers!: Providers;
  let miniPrograms!: MiniPrograms;
  await app.register(async (scope) => {
    takeRawBodies(scope);
    providers = registerProviders(scope, desk);
    registerPhone(scope, desk, providers);
    miniPrograms = registerMiniPrograms(scope, desk);
  });
  registerControl(app, desk, providers);
  await registerChannels(app, channelContext(store, desk));
  await app.listen({ port, host: '127.0.0.1' });
  desk.origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const stopTicking = tickMs === null ? async () => {} : tickEvery(desk, tickMs);
  return {
    url: desk.origin,
    desk,
    providers,
    miniPrograms,
    async stop() {
      await stopTicking();
      await app.close();
      store.close();
    },
  };
}

function channelContext(store: Store, desk: Desk): ChannelContext {
  const kept = store.shelf<string>('channel');
  return {
    now: () => desk.clock.now(),
    hits: (fault, number) => hits(desk.weather.plan, fault, number),
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => void kept.put(name, text),
  };
}

/** Rounds one after the other; answers how to stop, which waits for the round that is under way. */
function tickEvery(desk: Desk, tickMs: number): () => Promise<void> {
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (!isStopped) round = Promise.all([round, desk.tick()]).then(() => {});
  }, tickMs);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await round;
  };
}
