const path = require('node:path');
const { fail, measure } = require('./listing.cjs');

const [, , folder, service] = process.argv;
const { url, projectId, accessKey, secretKey } = JSON.parse(service);
const { BasicCredentials } = require(folder);
const { ClientBuilder } = require(path.join(folder, 'ClientBuilder.js'));

const PAGE = 50;
const credentials = new BasicCredentials({ ak: accessKey, sk: secretKey, projectId });
const client = new ClientBuilder((hcClient) => hcClient).withEndpoint(url).withCredential(credentials).build();

const get = (url, queryParams) =>
  client.sendRequest({ method: 'GET', url, contentType: 'application/json', queryParams, pathParams: {}, headers: {} });

/** Requests one page after another until one is not full, as the service's documentation describes. */
measure(
  () => get('/v1/{project_id}/workspaces', {}),
  async (onFirst) => {
    const kept = [];
    for (let offset = 0; ; offset += PAGE) {
      const { data } = await get('/v1/{project_id}/notebooks', { offset, limit: PAGE });
      onFirst();
      kept.push(...data);
      if (data.length < PAGE) return kept;
    }
  },
).then(() => process.exit(), fail);
