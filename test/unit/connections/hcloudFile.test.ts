import { describe, expect, test } from 'vitest';
import { HcloudFile } from '../../../src/connections/hcloudFile';
import { systemClock } from '../../../src/util/clock';
import { homeFolder } from '../../support/homeFolder';
import { ENCODINGS } from '../../support/shells';

const AK = 'ABCDEFGHIJ0123456789';
const hcloud = (file: object | string) => {
  const text = typeof file === 'string' || Buffer.isBuffer(file) ? file : JSON.stringify(file);
  return new HcloudFile(homeFolder({ '.hcloud/config.json': text }).home, systemClock);
};
const profile = (name: string, overrides: object = {}) => ({
  name,
  mode: 'AKSK',
  accessKeyId: AK,
  secretAccessKey: `secret of ${name}`,
  securityToken: '',
  region: 'cn-north-4',
  projectId: 'p1',
  ...overrides,
});

describe('HcloudFile', () => {
  test('reads hcloud’s current profile, or the named one', async () => {
    const file = hcloud({ current: 'two', authEncrypt: 'false', profiles: [profile('one'), profile('two')] });
    expect(await file.read(undefined, 'Work')).toEqual({
      secret: { kind: 'keys', keys: { accessKey: AK, secretKey: 'secret of two', securityToken: undefined } },
      projectId: 'p1',
      region: 'cn-north-4',
      iamEndpoint: undefined,
    });
    expect(await file.read('one', 'Work')).toMatchObject({ secret: { keys: { secretKey: 'secret of one' } } });
    expect(await file.state()).toEqual({ kind: 'readable', profiles: ['one', 'two'] });
  });

  test.each(Object.entries(ENCODINGS))('hcloud’s file is read in %s', async (_name, encode) => {
    const file = hcloud(encode(JSON.stringify({ profiles: [profile('default', { projectId: '项目' })] })));
    expect(await file.read(undefined, 'Work')).toMatchObject({ projectId: '项目' });
    expect(await file.state()).toEqual({ kind: 'readable', profiles: ['default'] });
  });

  test('strips the quotes that keys were set with', async () => {
    const file = hcloud({ profiles: [profile('default', { accessKeyId: `"${AK}"`, secretAccessKey: "'s'" })] });
    expect(await file.read(undefined, 'Work')).toMatchObject({
      secret: { keys: { accessKey: AK, secretKey: 's' } },
    });
  });

  test('reads the temporary keys of a browser sign-in', async () => {
    const stsToken = { accessKeyId: AK, secretAccessKey: 's', securityToken: 't' };
    const sso = profile('sso', { accessKeyId: '', secretAccessKey: '', ssoAuth: { stsToken } });
    expect(await hcloud({ current: 'sso', profiles: [sso] }).read(undefined, 'Work')).toMatchObject({
      secret: { keys: { secretKey: 's', securityToken: 't' } },
    });
  });

  test.each([
    ['it says so', { authEncrypt: 'true', profiles: [profile('default')] }],
    ['only its keys look encrypted', { profiles: [profile('default', { accessKeyId: 'c2VjcmV0IHRleHQ=' })] }],
  ])('hcloud’s file is treated as encrypted when %s', async (_how, file) => {
    expect(await hcloud(file).state()).toEqual({ kind: 'encrypted' });
    await expect(hcloud(file).read(undefined, 'Work')).rejects.toMatchObject({ reason: 'encryptedFile' });
  });

  test('a missing file is reported as absent', async () => {
    const file = new HcloudFile(homeFolder().home, systemClock);
    expect(await file.state()).toEqual({ kind: 'absent' });
    await expect(file.read(undefined, 'Work')).rejects.toMatchObject({ reason: 'noFile' });
  });

  test.each(['no json: secret of two', [], { profiles: 7 }, { profiles: [null, profile('other')] }])(
    'the error about an invalid file (%j) contains nothing from the file',
    async (file) => {
      const error = await hcloud(file)
        .read(undefined, 'Work')
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ reason: 'badFile' });
      expect(String(error) + JSON.stringify(error)).not.toContain('secret of');
    },
  );
});
