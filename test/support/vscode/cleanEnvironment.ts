import path from 'node:path';

/** Addresses of an extension gallery that does not exist: nothing is looked up or suggested from the network. */
const noGallery = JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '', controlUrl: '' });

/**
 * The variables of a process that must not see the person's own: no keys, no proxy, and a home and temporary folder below
 * `home`.
 */
export function cleanEnvironment(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: path.join(home, 'tmp'),
    TMPDIR: path.join(home, 'tmp'),
    EXTENSIONS_GALLERY: noGallery,
    ...more,
  };
}
