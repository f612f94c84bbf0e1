/**
 * The packages of a lock file that are absent from what npm says it installed, as far as they must be there.
 * Both arguments are npm's own format: package-lock.json and node_modules/.package-lock.json.
 */
export function notInstalled(lock, installed) {
  return placed(lock).filter(([place, wanted]) => {
    if (wanted.optional) return false;
    const found = installed.packages?.[place];
    return !found || (!wanted.link && found.version !== wanted.version);
  });
}

/** The optional packages made for this very machine that npm left out: it does so without a word when one cannot be had. */
export function leftOut(lock, installed, machine) {
  return placed(lock)
    .filter(([place, wanted]) => wanted.optional && isFor(wanted, machine) && !installed.packages?.[place])
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

/** What npm compares a package's os, cpu and libc with. */
export function thisMachine() {
  const isGnu = process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime;
  return { os: process.platform, cpu: process.arch, libc: isGnu ? 'glibc' : 'musl' };
}

const placed = (lock) => Object.entries(lock.packages).filter(([place]) => place.includes('node_modules/'));

function isFor({ os, cpu, libc }, machine) {
  // A package that names neither is needed by whatever it belongs to, which is looked at by itself.
  if (!os && !cpu) return false;
  const allows = (list, value) => !list || list.includes(value);
  return allows(os, machine.os) && allows(cpu, machine.cpu) && (machine.os !== 'linux' || allows(libc, machine.libc));
}
