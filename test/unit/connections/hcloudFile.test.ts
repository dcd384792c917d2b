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
const profile = (name: string, but: object = {}) => ({
  name,
  mode: 'AKSK',
  accessKeyId: AK,
  secretAccessKey: `secret of ${name}`,
  securityToken: '',
  region: 'cn-north-4',
  projectId: 'p1',
  ...but,
});

describe('hcloud’s file', () => {
  test('gives the profile that hcloud itself uses, or the one that is named', async () => {
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

  test.each(Object.entries(ENCODINGS))('is read in %s', async (_name, encode) => {
    const file = hcloud(encode(JSON.stringify({ profiles: [profile('default', { projectId: '项目' })] })));
    expect(await file.read(undefined, 'Work')).toMatchObject({ projectId: '项目' });
    expect(await file.state()).toEqual({ kind: 'readable', profiles: ['default'] });
  });

  test('gives keys without the quotes they were set with', async () => {
    const file = hcloud({ profiles: [profile('default', { accessKeyId: `"${AK}"`, secretAccessKey: "'s'" })] });
    expect(await file.read(undefined, 'Work')).toMatchObject({
      secret: { keys: { accessKey: AK, secretKey: 's' } },
    });
  });

  test('gives the temporary keys that signing in by a browser left there', async () => {
    const stsToken = { accessKeyId: AK, secretAccessKey: 's', securityToken: 't' };
    const sso = profile('sso', { accessKeyId: '', secretAccessKey: '', ssoAuth: { stsToken } });
    expect(await hcloud({ current: 'sso', profiles: [sso] }).read(undefined, 'Work')).toMatchObject({
      secret: { keys: { secretKey: 's', securityToken: 't' } },
    });
  });

  test.each([
    ['says so of itself', { authEncrypt: 'true', profiles: [profile('default')] }],
    [
      'says nothing, but its keys look like it',
      { profiles: [profile('default', { accessKeyId: 'c2VjcmV0IHRleHQ=' })] },
    ],
  ])('is known to be encrypted when it %s', async (_how, file) => {
    expect(await hcloud(file).state()).toEqual({ kind: 'encrypted' });
    await expect(hcloud(file).read(undefined, 'Work')).rejects.toMatchObject({ reason: 'encryptedFile' });
  });

  test('is absent where there is none', async () => {
    const file = new HcloudFile(homeFolder().home, systemClock);
    expect(await file.state()).toEqual({ kind: 'absent' });
    await expect(file.read(undefined, 'Work')).rejects.toMatchObject({ reason: 'noFile' });
  });

  test.each(['no json: secret of two', [], { profiles: 7 }, { profiles: [null, profile('other')] }])(
    'of another shape (%j) is told without a word of what it holds',
    async (file) => {
      const error = await hcloud(file)
        .read(undefined, 'Work')
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ reason: 'badFile' });
      expect(String(error) + JSON.stringify(error)).not.toContain('secret of');
    },
  );
});
