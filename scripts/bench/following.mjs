import '../lib/typescript.mjs';
import { short } from './figure.mjs';
import { mean, median, quantile, seeded } from './statistics.mjs';

const { nextLookMs } = await import('../../src/save/pollSchedule.ts');

const SECOND = 1000;
const SAVES = 4000;
/** A notebook has its usual duration, from 5 to 10 minutes, and a single save differs from it by some percent. */
const USUAL = { from: 300 * SECOND, to: 600 * SECOND, spread: 0.08 };
const EARLIER_SAVES = 5;

/** What is told of a run of saves. */
const requests = ({ looks }) => mean(looks);
const typically = ({ late }) => median(late);
const mostly = ({ late }) => quantile(late, 0.95);

/** P8: how often the service is asked, and how long after a save's end its person hears of it. Simulated, with the schedule that ships. */
export async function* following() {
  const known = simulate(ours(true));
  const unknown = simulate(ours(false));
  const peers = { '10 s poll': simulate(everyTenSeconds), 'AWS waiter': simulate(awsWaiter) };
  const row = (what, run, pick, unit, budget) => ({
    id: 'P8',
    what,
    value: pick(run),
    unit,
    budget,
    beside: beside(peers, run, pick),
  });
  yield row('following, earlier saves known: requests', known, requests, 'a save', 24);
  yield row('following, earlier saves known: end noticed', known, typically, 's late (median)', 5);
  yield row('following, earlier saves known: end noticed', known, mostly, 's late (95 %)', 10);
  yield row('following, nothing known: requests', unknown, requests, 'a save', 45);
  yield row('following, nothing known: end noticed', unknown, typically, 's late (median)', 6);
}

function beside(peers, run, pick) {
  return Object.entries(peers)
    .map(([name, peer]) => `${name} ${short(pick(peer))}: × ${short(pick(run) / pick(peer))}`)
    .join(', ');
}

/** Looks until each of many saves has ended, with a follower that says how long to wait before the next look. */
function simulate(follower) {
  const random = seeded(7);
  const looks = [];
  const late = [];
  for (let save = 0; save < SAVES; save += 1) {
    const usual = USUAL.from + random() * (USUAL.to - USUAL.from);
    const durations = Array.from({ length: EARLIER_SAVES + 1 }, () => usual * (1 + USUAL.spread * normal(random)));
    const [durationMs, ...earlierMs] = durations;
    let elapsedMs = 0;
    let made = 0;
    while (elapsedMs < durationMs) {
      elapsedMs += follower({ elapsedMs, looks: made, earlierMs }, random);
      made += 1;
    }
    looks.push(made);
    late.push((elapsedMs - durationMs) / SECOND);
  }
  return { looks, late };
}

function ours(earlierKnown) {
  return ({ elapsedMs, looks, earlierMs }, random) =>
    nextLookMs({ elapsedMs, looks, usualMs: earlierKnown ? earlierMs : [], setback: undefined }, random);
}

/** As terraform-provider-huaweicloud looks at the same image. */
function everyTenSeconds() {
  return 10 * SECOND;
}

/** As @smithy/util-waiter looks with its usual limits of 2 and 120 seconds. */
function awsWaiter({ looks }, random) {
  const [least, most] = [2, 120];
  const ceiling = Math.log2(most / least) + 1;
  const attempt = looks + 1;
  return (attempt > ceiling ? most : least + random() * (least * 2 ** (attempt - 1) - least)) * SECOND;
}

/** A number of the normal distribution (Box-Muller). */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
