import { createRequire } from 'node:module';
import path from 'node:path';
import '../lib/typescript.mjs';
import { short } from './figure.mjs';
import { vendorSdk } from './peers.mjs';
import { median } from './statistics.mjs';

const { sign } = await import('../../src/api/signer.ts');

const ROUNDS = 31;
const SIGNATURES = 2000;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
/** A fixed date, so that both signatures are comparable. Passing one costs the SDK extra time. */
const SAME_DATE = { 'X-Sdk-Date': '20260102T030405Z' };
const PROJECT = '77b6a44cba5143ab91d13ab9a8ff44fd';
const NOTEBOOK = '13551d6b-755d-4757-b956-536f674975c0';
const base = `https://modelarts.cn-north-4.myhuaweicloud.com/v1/${PROJECT}`;
const keys = { accessKey: 'bench-access-key', secretKey: 'bench-secret-key', securityToken: undefined };

/** Requests of the extension, with texts that need encoding. */
const requests = [
  { method: 'GET', path: '/notebooks', query: { offset: '0', limit: '50' } },
  {
    method: 'GET',
    path: '/notebooks/all',
    query: { offset: '9950', limit: '50', workspace_id: '0', feature: 'DEFAULT' },
  },
  { method: 'GET', path: `/notebooks/${NOTEBOOK}`, query: {} },
  { method: 'GET', path: `/images/${NOTEBOOK}`, query: {} },
  { method: 'GET', path: '/images', query: { name: "模型 (v1)!*'~", namespace: 'my.team', name_fuzzy_match: 'false' } },
  { method: 'POST', path: `/notebooks/${NOTEBOOK}/create-image`, query: {}, data: imageRequest('Torch 2.4, CUDA 12') },
  {
    method: 'POST',
    path: `/notebooks/${NOTEBOOK}/create-image`,
    query: {},
    data: imageRequest('保存 🎉 "quoted" \n line'),
  },
  { method: 'DELETE', path: `/images/${NOTEBOOK}`, query: {} },
];

function imageRequest(description) {
  return { name: 'pytorch', namespace: 'my-team', tag: '20260102-0304', description, workspace_id: '0' };
}

const ours = (request) => sign(forUs(request), keys, NOW).authorization;

/** P1: time per signature compared with the vendor's signer, and whether both signatures are equal. */
export async function* signing() {
  const require = createRequire(import.meta.url);
  const { AKSKSigner } = require(path.join(await vendorSdk(), 'auth/AKSKSigner.js'));
  const credential = { getAk: () => keys.accessKey, getSk: () => keys.secretKey };
  const theirs = (request, given) => AKSKSigner.sign(forThem(request, given), credential).Authorization;
  const [ourTime, theirTime] = timesInTurn([ours, (request) => theirs(request, {})]);
  const beside = `${short(ourTime)} µs, vendor's SDK ${short(theirTime)} µs`;
  yield { id: 'P1', what: 'signing a request', value: ourTime / theirTime, unit: '× vendor SDK', budget: 0.5, beside };
  const differing = requests.filter(
    (request) => signatureIn(ours(request)) !== signatureIn(theirs(request, SAME_DATE)),
  );
  yield {
    id: 'P1',
    what: 'signatures that differ from the vendor SDK’s',
    value: differing.length,
    unit: `of ${requests.length} requests`,
    budget: 0,
    beside: differing.map((request) => `${request.method} ${request.path}`).join(', '),
  };
}

/** Builds URL and date for each signature, as the SDK's signer does. */
function forUs({ method, path: place, query, data }) {
  const search = new URLSearchParams(query);
  const url = new URL(search.size > 0 ? `${base}${place}?${search}` : `${base}${place}`);
  const headers = { ...contentType(data), 'x-project-id': PROJECT };
  return { method, url, headers, body: data && JSON.stringify(data) };
}

/** Builds the request as the SDK's client does. */
function forThem({ method, path: place, query, data }, given) {
  const headers = { ...contentType(data), 'X-Project-Id': PROJECT, ...given };
  return { method, endpoint: `${base}${place}`, headers, queryParams: query, data };
}

function contentType(data) {
  // Without data, the SDK mistakes a missing content type for one of its own.
  return data ? { 'content-type': 'application/json' } : {};
}

function signatureIn(authorization) {
  return /Signature=([0-9a-f]{64})$/.exec(authorization)?.[1];
}

/** Returns the median time per signature for each signer, in microseconds, measured alternately. */
function timesInTurn(signers) {
  const times = signers.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, signer] of signers.entries()) {
      const started = performance.now();
      for (let count = 0; count < SIGNATURES; count += 1) signer(requests[count % requests.length]);
      times[index].push(((performance.now() - started) * 1000) / SIGNATURES);
    }
  }
  return times.map((values) => median(values));
}
