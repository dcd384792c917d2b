const fs = require('node:fs');

/**
 * Returns the peak resident memory of this process in bytes. Reads `VmHWM` on Linux, because `resourceUsage` there includes the
 * memory of the parent process at the time of the fork.
 */
exports.peakMemory = () => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'));
  return Number(kilobytes) * 1024;
};
