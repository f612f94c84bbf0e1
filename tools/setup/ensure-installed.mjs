import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leftOut, notInstalled, thisMachine } from './lock-file.mjs';
import { complaintOf, fail, isMain, NODE, ROOT, runQuietly, say } from './project.mjs';

const LOCK_FILE = join(ROOT, 'package-lock.json');
const INSTALLED_FILE = join(ROOT, 'node_modules/.package-lock.json');
const STAMP = join(ROOT, 'node_modules/.shuke-lock-hash');
const TURN = join(ROOT, '.shuke/installing');
const SIGN_OF_LIFE_MS = 15_000;

/** Installs what package-lock.json names unless just that is installed; ends the program with advice when it cannot. */
export async function ensureInstalled() {
  refuseUnsupported();
  if (isInstalled()) return;
  await inTurn(async () => {
    // Whoever had the turn before us may have done the work.
    if (!isInstalled()) await install();
  });
}

function refuseUnsupported() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`This is Node ${process.versions.node}. Shuke needs Node 20 or later to set itself up.`);
  if (process.platform === 'win32')
    fail('Shuke does not run on Windows itself. Use the Windows Subsystem for Linux (WSL).');
}

const lockHash = () => createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function isInstalled() {
  if (!existsSync(INSTALLED_FILE) || !existsSync(NODE)) return false;
  const hash = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true;
  // A developer's own npm install or npm ci is as good as ours.
  if (notInstalled(readJson(LOCK_FILE), readJson(INSTALLED_FILE)).length > 0) return false;
  writeFileSync(STAMP, hash);
  return true;
}

async function install() {
  say('Installing what Shuke needs. This happens once and takes a minute or two …');
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const ticking = setInterval(() => say(`… still installing (${seconds()})`), SIGN_OF_LIFE_MS);
  const { status, output } = await npmCi();
  clearInterval(ticking);
  if (status !== 0) adviseOnFailure(output);
  const complaint = complaintOf(NODE);
  if (complaint) adviseOnNode(complaint);
  warnOfLeftOut();
  writeFileSync(STAMP, lockHash());
  say(`Installed in ${seconds()}.`);
}

// The npm and the Node that started us are used again: the ones in node_modules are about to be replaced.
function npmCi() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm && node ? runQuietly(node, [npm, ...args], { cwd: ROOT }) : runQuietly('npm', args, { cwd: ROOT });
}

function adviseOnFailure(output) {
  fail(
    shortened(output.trim().split('\n')).join('\n'),
    '',
    'npm could not install what Shuke needs; its own words are above. Usual reasons:',
    '  · no way to the npm registry: check the network, `npm config get registry` and `npm config get proxy`',
    '  · no room on the disk: about 1.5 GB are needed',
    '  · node_modules belongs to another account: remove that folder, or start as that account',
    'Then run the same command again; nothing else has to be undone.',
  );
}

// npm says why at the beginning where it explains its usage afterwards, else at the end.
const shortened = (lines) => (lines.length <= 30 ? lines : [...lines.slice(0, 15), '…', ...lines.slice(-15)]);

function adviseOnNode(complaint) {
  fail(
    `The Node that npm installed does not run: ${complaint}`,
    'Usual reasons:',
    "  · npm's install scripts are switched off: `npm config set ignore-scripts false`, remove node_modules, and try again",
    '  · this system has no GNU C library (Alpine Linux): use one that has, such as Debian',
  );
}

function warnOfLeftOut() {
  const missing = leftOut(readJson(LOCK_FILE), readJson(INSTALLED_FILE), thisMachine());
  if (missing.length === 0) return;
  say(`npm left out packages made for this machine: ${missing.join(', ')}.`);
  say(
    'What needs them will say so. Look at `npm config get omit` and at whether the registry has them, then run npm ci.',
  );
}

// npm start and npm test may be typed side by side on a fresh clone, and two npm ci at once would destroy each other's work.
async function inTurn(work) {
  mkdirSync(dirname(TURN), { recursive: true });
  let hasSaid = false;
  while (!takeTurn()) {
    if (!hasSaid) say('Another command is installing already; waiting for it …');
    hasSaid = true;
    await sleep(500);
  }
  try {
    await work();
  } finally {
    rmSync(TURN, { force: true });
  }
}

function takeTurn() {
  try {
    writeFileSync(TURN, String(process.pid), { flag: 'wx' });
    process.once('exit', () => rmSync(TURN, { force: true }));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isLeftBehind()) rmSync(TURN, { force: true });
    return false;
  }
}

function isLeftBehind() {
  try {
    const pid = Number(readFileSync(TURN, 'utf8'));
    // No process id yet: its owner is about to write it.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

if (isMain(import.meta.url)) await ensureInstalled();
