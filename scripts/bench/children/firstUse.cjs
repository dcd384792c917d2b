// Prints the extra time of the first request over later ones: node firstUse.cjs askClient|askSdk PLACE ENDPOINT
const { printFirstUse } = require('./printFirstUse.cjs');

const [, , asker, place, endpoint] = process.argv;

printFirstUse(() => require(`./${asker}.cjs`).asking(place, endpoint));
