import { describe, expect, test } from 'vitest';
import { ProfileFile } from '../../../src/connections/profileFile';
import { systemClock } from '../../../src/util/clock';
import { homeFolder } from '../../support/homeFolder';
import { ENCODINGS } from '../../support/shells';

const CREDENTIALS = '.huaweicloud/credentials';
const file = (text: string | Buffer, environment: Record<string, string> = {}) =>
  new ProfileFile(environment, homeFolder({ [CREDENTIALS]: text }).home, systemClock);

describe('the SDK’s profile file', () => {
  test('gives the section [basic], with what else it knows', async () => {
    const text = [
      '# written by a person',
      '[global]',
      'ak = GLOBAL',
      'sk = global',
      '[basic]',
      'ak = AKBASIC',
      'sk=a secret = with signs',
      'security_token = "quoted"',
      'project_id=p1',
      'iam_endpoint = https://iam.example.com/',
    ].join('\r\n');
    expect(await file(text).read(undefined, 'Work')).toEqual({
      secret: {
        kind: 'keys',
        keys: { accessKey: 'AKBASIC', secretKey: 'a secret = with signs', securityToken: 'quoted' },
      },
      projectId: 'p1',
      region: undefined,
      iamEndpoint: 'https://iam.example.com',
    });
  });

  test('gives the section that is named', async () => {
    const text = '[basic]\nak=A\nsk=B\n[team]\nak=C\nsk=D';
    expect(await file(text).read('team', 'Work')).toMatchObject({ secret: { keys: { accessKey: 'C' } } });
  });

  test('is where the variable says', async () => {
    const { home, write } = homeFolder();
    const elsewhere = write('elsewhere.ini', '[basic]\nak=A\nsk=B');
    const profiles = new ProfileFile({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: elsewhere }, home, systemClock);
    expect(await profiles.read(undefined, 'Work')).toMatchObject({ secret: { keys: { secretKey: 'B' } } });
  });

  test.each(Object.entries(ENCODINGS))('is read in %s', async (_name, encode) => {
    const profiles = file(encode('[basic]\r\nak = AKGRÜN\r\nsk = 密钥\r\n'));
    const keys = { accessKey: 'AKGRÜN', secretKey: '密钥' };
    expect(await profiles.read(undefined, 'Work')).toMatchObject({ secret: { keys } });
    expect(await profiles.sections()).toEqual(['basic']);
  });

  test.each([
    '[basic] # mine\nak: A\nsk: B',
    '[basic] ; mine\nak=A # since May\nsk=B\t; since June',
    '[basic]\nak="A"\nsk=\'B\'',
    '[basic]\nak = "A" # both\nsk = " B "',
    '[basic]\n  ak = A\n  sk = B',
    '[DEFAULT]\nsk = B\n[basic]\nak =\n\tA',
  ])('gives keys without what stands around them: %j', async (text) => {
    const keys = { accessKey: 'A', secretKey: 'B', securityToken: undefined };
    expect(await file(text).read(undefined, 'Work')).toMatchObject({ secret: { keys } });
    expect(await file(text).sections()).toEqual(['basic']);
  });

  test('is where the variable says, also when the Windows prompt kept quotes around the path', async () => {
    const { home, write } = homeFolder();
    const variables = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: `"${write('with blanks.ini', '[basic]\nak=A\nsk=B')}"` };
    const profiles = new ProfileFile(variables, home, systemClock);
    expect(await profiles.sections()).toEqual(['basic']);
  });

  test('lists the sections that hold keys, and none where there is no file', async () => {
    expect(await file('[basic]\nak=A\nsk=B\n[empty]\nak=\n[team]\nak=C\nsk=D').sections()).toEqual(['basic', 'team']);
    expect(await new ProfileFile({}, homeFolder().home, systemClock).sections()).toEqual([]);
  });

  test.each([
    ['[other]\nak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A', 'badFile', '[basic] sk (~/.huaweicloud/credentials)'],
    ['[basic]\nsk=A', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A\n  sk=B', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['[basic]\nak=""\nsk=B', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['ak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=http://iam.example.com', 'badEndpoint', 'iam_endpoint'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=https://user:x@iam.example.com', 'badEndpoint', 'iam_endpoint'],
  ])('says what is wrong with %j', async (text, reason, detail) => {
    await expect(file(text).read(undefined, 'Work')).rejects.toMatchObject({ reason, connection: 'Work', detail });
  });

  test('says where it should be, without the name of the person’s home', async () => {
    const profiles = new ProfileFile({}, homeFolder().home, systemClock);
    await expect(profiles.read(undefined, 'Work')).rejects.toMatchObject({
      reason: 'noFile',
      detail: '~/.huaweicloud/credentials',
    });
  });
});
