import { describe, expect, test } from 'vitest';
import { ProfileFile } from '../../../src/connections/profileFile';
import { homeFolder } from '../../support/homeFolder';

const CREDENTIALS = '.huaweicloud/credentials';
const file = (text: string, environment: Record<string, string> = {}) =>
  new ProfileFile(environment, homeFolder({ [CREDENTIALS]: text }).home);

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
    const profiles = new ProfileFile({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: elsewhere }, home);
    expect(await profiles.read(undefined, 'Work')).toMatchObject({ secret: { keys: { secretKey: 'B' } } });
  });

  test('lists the sections that hold keys, and none where there is no file', async () => {
    expect(await file('[basic]\nak=A\nsk=B\n[empty]\nak=\n[team]\nak=C\nsk=D').sections()).toEqual(['basic', 'team']);
    expect(await new ProfileFile({}, homeFolder().home).sections()).toEqual([]);
  });

  test.each([
    ['[other]\nak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A', 'badFile', '[basic] sk (~/.huaweicloud/credentials)'],
    ['[basic]\nsk=A', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['ak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=http://iam.example.com', 'badEndpoint', 'iam_endpoint'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=https://user:x@iam.example.com', 'badEndpoint', 'iam_endpoint'],
  ])('says what is wrong with %j', async (text, reason, detail) => {
    await expect(file(text).read(undefined, 'Work')).rejects.toMatchObject({ reason, connection: 'Work', detail });
  });

  test('says where it should be, without the name of the person’s home', async () => {
    const profiles = new ProfileFile({}, homeFolder().home);
    await expect(profiles.read(undefined, 'Work')).rejects.toMatchObject({
      reason: 'noFile',
      detail: '~/.huaweicloud/credentials',
    });
  });
});
