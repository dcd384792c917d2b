const path = require('node:path');

/** Loads the vendor's SDK from `folder` and returns a function that lists the notebooks of the service at `endpoint`. */
exports.asking = (folder, endpoint) => {
  const { BasicCredentials } = require(folder);
  const { ClientBuilder } = require(path.join(folder, 'ClientBuilder.js'));
  const credentials = new BasicCredentials({ ak: 'bench-access-key', sk: 'bench-secret-key', projectId: 'bench' });
  const client = new ClientBuilder((hcClient) => hcClient).withEndpoint(endpoint).withCredential(credentials).build();
  return () =>
    client.sendRequest({
      method: 'GET',
      url: '/v1/{project_id}/notebooks',
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
    });
};
