import type { AddressInfo } from 'node:net';
import { startJobs, startRelay } from '@shuke/db';
import { createApp } from '@shuke/http';
import { authenticate } from '@shuke/merchant';
import type { Config } from './config.ts';
import { addConsole } from './console-files.ts';
import { allJobs } from './jobs.ts';
import type { OpenServices } from './open-services.ts';
import { allRoutes } from './routes.ts';

export interface Running {
  readonly url: string;
  /** Stops taking requests, lets those under way finish, then jobs, relay and database, in that order. */
  stop(): Promise<void>;
}

/** Starts the HTTP server, the jobs and the event relay of one process. */
export async function serve(config: Config, services: OpenServices): Promise<Running> {
  const app = await createApp({
    services,
    authenticate,
    routes: allRoutes(config),
    isReady: async () => (await services.db.app.query('select 1')).rowCount === 1,
  });
  await addConsole(app, config.root);
  await app.listen({ host: config.host, port: config.port });
  const jobs = await startJobs(services, allJobs(config));
  const relay = startRelay(services);
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`,
    stop: async () => {
      await app.close();
      await jobs.stop();
      await relay.stop();
      await services.close();
    },
  };
}
