import { l10n, QuickPickItemKind } from 'vscode';
import { allowedEndpoint } from '../../connections/endpoint';
import { guessFrom, placeOfDomain } from '../../connections/place';
import { REGION_ID } from '../../connections/readConnections';
import { REGIONS, regionEndpoints } from '../../model/region';
import { askInput, type Verdict } from '../ask/inputStep';
import { askPick, type PickRow } from '../ask/pickStep';
import { answered, type ConnectContext, type DraftStep, titled } from './connectContext';
import { type Draft, leadTo, leadToOwn, type PlaceKind } from './draft';

interface Choice {
  readonly kind: PlaceKind;
  readonly region: string;
}

/** Where to connect to: a region of the public cloud, another cloud by its domain, or addresses. */
export function placeSteps(context: ConnectContext, { placeKind, endpoints }: Draft): readonly DraftStep[] {
  const region = regionStep(context);
  switch (placeKind) {
    case 'region':
      return [region];
    case 'domain':
      return [region, domainStep(context)];
    case 'own': {
      const isGuessed = guessFrom(endpoints?.modelarts ?? '').region !== '';
      return [region, ...addressSteps(context), ...(isGuessed ? [] : [regionIdStep(context)])];
    }
  }
}

function regionStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const active = draft.region || REGIONS[0]?.id;
      const answer = await askPick<Choice>({
        ...titled(context, frame, l10n.t('Region')),
        placeholder: l10n.t('Region by name or id, such as cn-north-4'),
        rows: regionRows(),
        isActive: ({ kind, region }) => kind === draft.placeKind && (kind !== 'region' || region === active),
      });
      return answered(answer, ({ kind, region }) => {
        if (kind === 'region') return leadTo(draft, kind, { region, endpoints: undefined });
        return kind === draft.placeKind ? draft : leadTo(draft, kind, { region: '', endpoints: undefined });
      });
    },
  };
}

/** By name; what is not among them comes last. */
function regionRows(): readonly PickRow<Choice>[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [
    ...REGIONS.toSorted((one, other) => compare(one.name, other.name)).map(({ id, name }) => ({
      label: name,
      description: id,
      value: { kind: 'region', region: id } as const,
    })),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      icon: 'globe',
      label: l10n.t('Other Cloud...'),
      description: l10n.t('by its domain, such as otc.t-systems.com'),
      value: { kind: 'domain', region: '' },
    },
    {
      icon: 'link',
      label: l10n.t('Custom Endpoints...'),
      description: l10n.t('ModelArts, SWR and IAM'),
      value: { kind: 'own', region: '' },
    },
  ];
}

function domainStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const known = draft.endpoints?.modelarts.replace('https://modelarts.', '') ?? '';
      const answer = await askInput({
        ...titled(context, frame, l10n.t('Domain')),
        placeholder: l10n.t('Region and domain, such as eu-de.otc.t-systems.com'),
        value: known,
        prompt: (value) =>
          l10n.t('Region and domain of the cloud. ModelArts is asked at {address}', {
            address: placeOfDomain(value)?.endpoints?.modelarts ?? 'https://modelarts.…',
          }),
        check: (value) =>
          placeOfDomain(value)
            ? undefined
            : stop(
                l10n.t(
                  'Enter a region and a domain, such as eu-de.otc.t-systems.com, or the address of a service there.',
                ),
              ),
      });
      return answered(answer, (value) => {
        const place = placeOfDomain(value);
        return place && value !== known ? leadTo(draft, 'domain', place) : draft;
      });
    },
  };
}

const SERVICES = [
  { key: 'modelarts', name: 'ModelArts' },
  { key: 'swr', name: 'SWR' },
  { key: 'iam', name: 'IAM' },
] as const;

function addressSteps(context: ConnectContext): readonly DraftStep[] {
  return SERVICES.map(({ key, name }) => ({
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...titled(context, frame, l10n.t('Address of {service}', { service: name })),
        placeholder: regionEndpoints('cn-north-4')[key],
        value: draft.endpoints?.[key] ?? '',
        prompt: () => l10n.t('Where {service} answers. Your keys are used there and nowhere else.', { service: name }),
        check: (value) =>
          allowedEndpoint(value) === undefined
            ? stop(
                l10n.t(
                  'An address beginning with https:// is needed, without a user, ? or #; http:// is for this computer alone.',
                ),
              )
            : undefined,
      });
      return answered(answer, (value) => {
        const address = allowedEndpoint(value);
        if (address === undefined) return draft;
        if (key === 'modelarts') return leadToOwn(draft, address);
        return draft.endpoints ? { ...draft, endpoints: { ...draft.endpoints, [key]: address } } : draft;
      });
    },
  }));
}

function regionIdStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...titled(context, frame, l10n.t('Region')),
        placeholder: l10n.t('Region id, such as cn-north-4'),
        value: draft.region,
        prompt: () => l10n.t('The region’s id. IAM finds your project by it.'),
        check: (value) =>
          REGION_ID.test(value)
            ? undefined
            : stop(l10n.t('A region id has lowercase letters, digits and hyphens, such as cn-north-4.')),
      });
      return answered(answer, (region) => (region === draft.region ? draft : { ...draft, region, search: undefined }));
    },
  };
}

function stop(message: string): Verdict {
  return { severity: 'stop', message };
}
