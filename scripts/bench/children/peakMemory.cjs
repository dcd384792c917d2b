const fs = require('node:fs');

/**
 * The most memory this process ever had resident; bytes. Linux tells of this program alone (`VmHWM`); what `resourceUsage`
 * tells there begins with what the parent had when it started this one.
 */
exports.peakMemory = () => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'));
  return Number(kilobytes) * 1024;
};
