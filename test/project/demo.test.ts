import { expect, test } from 'vitest';
import { readConnections } from '../../src/connections/readConnections';
import { connectionTo } from '../support/vscode/connectionTo';
import { readProjectFile } from './project';

const cloud = { url: 'http://127.0.0.1:1', region: 'cn-north-4', projectId: 'p', accessKey: 'a', secretKey: 's' };

test.each(['demo', 'debug', 'screenshots'])(
  'scripts/%s.mjs names a connection that the extension accepts',
  (script) => {
    const [, name] = /connectionTo\(emulator, '([^']+)'\)/.exec(readProjectFile(`scripts/${script}.mjs`)) ?? [];
    const { connections, problems } = readConnections(
      connectionTo(cloud, name).settings['modelartsImages.connections'],
    );
    expect(problems).toEqual([]);
    expect(connections.map((each) => each.name)).toEqual([name]);
  },
);
