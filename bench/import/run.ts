import { systemCtx } from '@shuke/db';
import { importFile } from '@shuke/exchange';
import { openBench } from '../lib/database.ts';
import { timed } from '../lib/report.ts';

// One import in a process of its own, so that its memory is that of the import and of nothing else.
const [ownerUrl, merchantId, path] = process.argv.slice(2) as [string, string, string];
const services = openBench(ownerUrl);
const { value, seconds } = await timed(() => importFile(systemCtx(services, merchantId), { path, preset: 'shuke' }));
await services.close();
if (!value.ok) throw new Error(JSON.stringify(value.refusal));
const peakMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, peakMib, ...value.value }));
