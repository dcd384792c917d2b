import { l10n, QuickPickItemKind } from 'vscode';
import { formatEndpoints, parseDomain, parseEndpoints } from '../../connections/place';
import { REGIONS, regionEndpoints } from '../../model/region';
import { askInput, type Verdict } from '../wizard/inputStep';
import { askPick, type PickRow } from '../wizard/pickStep';
import { applyAnswer, type ConnectContext, type DraftStep, titledStep } from './connectContext';
import { type Draft, type PlaceKind, withPlace } from './connectionDraft';

interface Choice {
  readonly kind: PlaceKind;
  readonly region: string;
}

/** Steps that ask for a region of the public cloud, the domain of another cloud, or endpoint URLs. */
export function placeSteps(context: ConnectContext, { placeKind }: Draft): readonly DraftStep[] {
  const region = regionStep(context);
  switch (placeKind) {
    case 'region':
      return [region];
    case 'domain':
      return [region, domainStep(context)];
    case 'custom':
      return [region, endpointsStep(context)];
  }
}

function regionStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const active = draft.region || REGIONS[0]?.id;
      const answer = await askPick<Choice>({
        ...titledStep(context, frame, l10n.t('Region')),
        placeholder: l10n.t('Region name or ID, such as cn-north-4'),
        rows: regionRows(),
        isActive: ({ kind, region }) => kind === draft.placeKind && (kind !== 'region' || region === active),
      });
      return applyAnswer(answer, ({ kind, region }) => {
        if (kind === 'region') return withPlace(draft, kind, { region, endpoints: undefined });
        return kind === draft.placeKind ? draft : withPlace(draft, kind, { region: '', endpoints: undefined });
      });
    },
  };
}

/** Named regions in alphabetical order, then unnamed regions, then the choices for other clouds. */
function regionRows(): readonly PickRow<Choice>[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const named = REGIONS.flatMap(({ id, name }) => (name === undefined ? [] : [regionRow(name, id)]));
  const unnamed = REGIONS.filter(({ name }) => name === undefined);
  return [
    ...named.toSorted((one, other) => compare(one.label, other.label)),
    ...unnamed.map(({ id }) => regionRow(l10n.t('Unnamed Region'), id)),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      icon: 'globe',
      label: l10n.t('Other Cloud...'),
      description: l10n.t('enter its domain, such as otc.t-systems.com'),
      value: { kind: 'domain', region: '' },
    },
    {
      icon: 'link',
      label: l10n.t('Custom Endpoints...'),
      description: l10n.t('ModelArts, SWR, and IAM'),
      value: { kind: 'custom', region: '' },
    },
  ];
}

function regionRow(label: string, id: string): PickRow<Choice> {
  return { label, description: id, value: { kind: 'region', region: id } };
}

function domainStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const previous = draft.endpoints?.modelarts.replace('https://modelarts.', '') ?? '';
      const answer = await askInput({
        ...titledStep(context, frame, l10n.t('Domain')),
        placeholder: l10n.t('Region and domain, such as eu-de.otc.t-systems.com'),
        value: previous,
        prompt: (value) =>
          l10n.t('Region and domain of the cloud. ModelArts endpoint: {address}', {
            address: parseDomain(value)?.endpoints?.modelarts ?? 'https://modelarts.…',
          }),
        check: (value) =>
          parseDomain(value)
            ? undefined
            : stop(l10n.t('Enter a region and a domain, such as eu-de.otc.t-systems.com, or a service endpoint.')),
      });
      return applyAnswer(answer, (value) => {
        const place = parseDomain(value);
        return place && value !== previous ? withPlace(draft, 'domain', place) : draft;
      });
    },
  };
}

/** Asks for the ModelArts URL, optionally followed by the URLs of SWR and IAM and the region. */
function endpointsStep(context: ConnectContext): DraftStep {
  return {
    ask: async (draft, frame) => {
      const previous = formatEndpoints(draft);
      const answer = await askInput({
        ...titledStep(context, frame, l10n.t('Endpoints')),
        placeholder: regionEndpoints('cn-north-4').modelarts,
        value: previous,
        prompt: endpointsPrompt,
        check: endpointsVerdict,
      });
      return applyAnswer(answer, (value) => {
        const place = parseEndpoints(value);
        return typeof place === 'string' || value === previous ? draft : withPlace(draft, 'custom', place);
      });
    },
  };
}

function endpointsPrompt(value: string): string {
  const place = parseEndpoints(value);
  if (typeof place === 'string') {
    return l10n.t(
      'ModelArts endpoint URL. To set the rest as well, add the SWR and IAM URLs and the region ID, separated by spaces.',
    );
  }
  const { region, endpoints } = place;
  const { swr, iam } = endpoints;
  return l10n.t('SWR: {swr}, IAM: {iam}, region: {region}. Your keys are used only with these endpoints.', {
    swr,
    iam,
    region,
  });
}

function endpointsVerdict(value: string): Verdict | undefined {
  switch (parseEndpoints(value)) {
    case 'endpoint':
      return stop(
        l10n.t(
          'Enter URLs that begin with https:// and have no user name, query, or fragment. http:// is allowed only for this computer.',
        ),
      );
    case 'region':
      return stop(l10n.t("This URL doesn't contain a region. Add its ID after a space, such as cn-north-4."));
    default:
      return undefined;
  }
}

function stop(message: string): Verdict {
  return { severity: 'stop', message };
}
