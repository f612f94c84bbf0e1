import { parseArgs } from 'node:util';
import { startStandIns } from './start.ts';

// A process of its own, so that killing the shop's server kills no provider: node main.ts --port 8787 --dir .shuke/stand-ins
const { values } = parseArgs({ options: { port: { type: 'string' }, dir: { type: 'string' } } });

const port = Number(values.port ?? process.env['STAND_INS_PORT'] ?? 8787);
const dir = values.dir ?? process.env['STAND_INS_DIR'] ?? '.shuke/stand-ins';
const running = await startStandIns({ port, dir });
console.log(running.url);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)));
}
