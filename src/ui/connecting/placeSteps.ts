import { l10n, QuickPickItemKind } from 'vscode';
import { allowedEndpoint } from '../../connections/endpoint';
import { guessFrom, type OwnEndpoints, placeOfDomain } from '../../connections/place';
import { REGION_ID } from '../../connections/readConnections';
import { REGIONS, regionEndpoints } from '../../model/region';
import { askInput, type Verdict } from '../ask/inputStep';
import { askPick, type PickRow } from '../ask/pickStep';
import { answered, type ConnectContext, type DraftStep, type Frame, titled } from './connectContext';
import { type Draft, leadTo, leadToOwn, type PlaceKind } from './draft';

interface Choice {
  readonly kind: PlaceKind;
  readonly region: string;
}

/** Where to connect to: a region of the public cloud, another cloud by its domain, or addresses. */
export function placeSteps(
  context: ConnectContext,
  { placeKind, endpoints, asksEndpoints }: Draft,
): readonly DraftStep[] {
  const region = regionStep(context);
  switch (placeKind) {
    case 'region':
      return [region];
    case 'domain':
      return [region, domainStep(context)];
    case 'own': {
      const isGuessed = guessFrom(endpoints?.modelarts ?? '').region !== '';
      return [
        region,
        modelArtsStep(context),
        ...(asksEndpoints ? [endpointStep(context, 'swr', 'SWR'), endpointStep(context, 'iam', 'IAM')] : []),
        ...(isGuessed ? [] : [regionIdStep(context)]),
      ];
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

/** Asks for one address: those of SWR and IAM follow from it, and are asked for where the person wants other ones. */
function modelArtsStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      let asksEndpoints = false;
      const answer = await askInput({
        ...endpointBox(context, frame, 'modelarts', 'ModelArts'),
        value: draft.endpoints?.modelarts ?? '',
        prompt: (value) => derivedEndpoints(draft, value),
        option: {
          icon: 'gear',
          tooltip: l10n.t('Edit SWR and IAM Endpoints'),
          choose: () => {
            asksEndpoints = true;
          },
        },
      });
      return answered(answer, (value) => {
        const address = allowedEndpoint(value);
        return address === undefined ? draft : { ...leadToOwn(draft, address), asksEndpoints };
      });
    },
  };
}

function derivedEndpoints(draft: Draft, value: string): string {
  const address = allowedEndpoint(value);
  const { endpoints } = address === undefined ? { endpoints: undefined } : leadToOwn(draft, address);
  return endpoints
    ? l10n.t('SWR: {swr}, IAM: {iam}. Your keys are used only with these endpoints.', {
        swr: endpoints.swr,
        iam: endpoints.iam,
      })
    : l10n.t('{service} endpoint URL', { service: 'ModelArts' });
}

function endpointStep(context: ConnectContext, key: 'swr' | 'iam', service: string): DraftStep {
  return {
    ask: async (draft, frame) => {
      const answer = await askInput({
        ...endpointBox(context, frame, key, service),
        value: draft.endpoints?.[key] ?? '',
        prompt: () => l10n.t('{service} endpoint URL', { service }),
      });
      return answered(answer, (value) => {
        const address = allowedEndpoint(value);
        return address && draft.endpoints ? { ...draft, endpoints: { ...draft.endpoints, [key]: address } } : draft;
      });
    },
  };
}

function endpointBox(context: ConnectContext, frame: Frame, key: keyof OwnEndpoints, service: string) {
  return {
    ...titled(context, frame, l10n.t('{service} Endpoint', { service })),
    placeholder: regionEndpoints('cn-north-4')[key],
    check: (value: string) =>
      allowedEndpoint(value) === undefined
        ? stop(
            l10n.t(
              'Enter a URL that begins with https:// and has no user name, query or fragment. http:// is allowed only for this computer.',
            ),
          )
        : undefined,
  };
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
