import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { must } from '@shuke/kernel';

// Loaded before the program: a first signal starts the profiler and a second one writes what it saw, so that starting and
// warming up are not in it.

const file = must(process.env.BENCH_PROFILE, 'the file for the profile is told');
const session = new Session();
let isRunning = false;

async function toggle(): Promise<void> {
  if (isRunning) {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    return;
  }
  isRunning = true;
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
}

process.on('SIGUSR2', () => void toggle());
