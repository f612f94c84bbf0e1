import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { admitGuest } from '@shuke/channel';
import { startFollowers, startJobs, startRelay, type FollowerHealth, type RunningFollowers } from '@shuke/db';
import { resumeImports } from '@shuke/exchange';
import { createApp } from '@shuke/http';
import { keepPeople, startCopies, type RunningCopies } from '@shuke/insight';
import { authenticate } from '@shuke/merchant';
import { startAsking } from '@shuke/payment';
import { BadConfig, type Config } from './config.ts';
import { addConsole } from './console-files.ts';
import { allFollowers } from './followers.ts';
import { addGuest } from './guest/add-guest.ts';
import { allJobs } from './jobs.ts';
import type { OpenServices } from './open-services.ts';
import { allCallbacks, allRoutes } from './routes.ts';

type App = Awaited<ReturnType<typeof createApp>>;

export interface Running {
  readonly url: string;
  /**
   * Takes no more requests and jobs, lets those under way finish, then ends relay and database. Who keeps a request open
   * is cut off after 8 s, and the whole ends after 20 s: what remains is taken up by the next start.
   */
  readonly stop: () => Promise<void>;
}

// Whoever started us waits: a container's keeper ten seconds, a system's thirty and more, before it kills.
const REQUESTS_MS = 8_000;
const WHOLE_MS = 20_000;

/**
 * Starts the HTTP server, the jobs, the event relay and its followers of one process. Throws `BadConfig` where its address cannot be
 * had; the services are then left as they were.
 */
export async function serve(config: Config, services: OpenServices): Promise<Running> {
  // They start once the port is had, and the server answers before.
  let followers: RunningFollowers | null = null;
  let copies: RunningCopies | null = null;
  const people = keepPeople(services, { memoryMb: config.peopleMb });
  const app = await createApp({
    services,
    followers: () => (followers ? healthOf(followers, copies) : null),
    authenticate,
    admitGuest,
    routes: allRoutes(config),
    callbacks: allCallbacks,
    isReady: async () => (await services.db.app.query('select 1')).rowCount === 1,
  });
  addGuest(app, services);
  await addConsole(app, config.root);
  const { port } = await listen(app, config);
  const jobs = await startJobs(services, allJobs(config));
  await resumeImports(services);
  const relay = startRelay(services);
  followers = startFollowers(services, allFollowers);
  const asking = startAsking(services);
  copies = config.copies ? startCopies(services, config.copies) : null;
  const end = async (): Promise<void> => {
    await Promise.all([closeHttp(app), jobs.stop(), asking.stop(), followers?.stop(), copies?.stop()]);
    await Promise.all([relay.stop(), people.close()]);
    await services.close();
  };
  return {
    url: urlOf(config.host, port),
    stop: () => Promise.race([end(), sleep(WHOLE_MS, undefined, { ref: false })]),
  };
}

/** The copies for insight follow the same events, and show beside the followers how far they are. */
function healthOf(followers: RunningFollowers, copies: RunningCopies | null): FollowerHealth {
  const all = [followers.health(), ...(copies ? [copies.health()] : [])];
  return {
    lag: new Map(all.flatMap(({ lag }) => [...lag])),
    failing: all.reduce((sum, { failing }) => sum + failing, 0),
  };
}

async function listen(app: App, { host, port }: Config): Promise<AddressInfo> {
  try {
    await app.listen({ host, port });
    return app.server.address() as AddressInfo;
  } catch (error) {
    await app.close();
    const why = LISTEN_FAILED[(error as NodeJS.ErrnoException).code ?? ''];
    if (!why) throw error;
    throw new BadConfig(`Shuke cannot listen at ${host} port ${port}: ${why}`);
  }
}

const LISTEN_FAILED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has it. Stop that one, or choose another port with --port N or SHUKE_PORT.',
  EACCES: 'this user may not. Choose a port from 1024 up with --port N or SHUKE_PORT.',
  EADDRNOTAVAIL: 'this is no address of this machine. Choose one with --host ADDRESS or SHUKE_HOST.',
  ENOTFOUND: 'this name leads nowhere. Choose an address of this machine with --host ADDRESS or SHUKE_HOST.',
};

async function closeHttp(app: App): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), REQUESTS_MS);
  await app.close();
  clearTimeout(late);
}

/** An address that a person can open: whoever listens everywhere is found at home, and IPv6 stands in brackets. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
