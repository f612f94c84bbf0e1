import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FollowerHealth, Services } from '@shuke/db';

export interface Observed {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

export interface Metrics {
  observe(request: Observed): void;
  render(): Promise<string>;
  readonly contentType: string;
}

/** Prometheus figures of this process: requests by route and status, connections, followers, event loop, memory. */
export function createMetrics({ db }: Services, followers?: () => FollowerHealth | null): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'shuke_http_request_seconds',
    help: 'Time from request to answer, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'shuke_db_connections',
    help: 'Connections of each pool, by state',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const name of ['app', 'bulk', 'jobs'] as const) {
        const pool = db[name];
        this.set({ pool: name, state: 'open' }, pool.totalCount);
        this.set({ pool: name, state: 'idle' }, pool.idleCount);
        this.set({ pool: name, state: 'awaited' }, pool.waitingCount);
      }
    },
  });
  if (followers) watchFollowers(registry, followers);
  return {
    observe: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** How far followers are behind and how many are in trouble: what grows here is work that is not done. */
function watchFollowers(registry: Registry, health: () => FollowerHealth | null): void {
  new Gauge({
    name: 'shuke_follower_lag_events',
    help: 'Events after the cursor of each follower, over all merchants',
    labelNames: ['follower'],
    registers: [registry],
    collect() {
      for (const [follower, events] of health()?.lag ?? []) this.set({ follower }, events);
    },
  });
  new Gauge({
    name: 'shuke_followers_failing',
    help: 'Pairs of a follower and a merchant whose events it could not take the last time',
    registers: [registry],
    collect() {
      this.set(health()?.failing ?? 0);
    },
  });
}
