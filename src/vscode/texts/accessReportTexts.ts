import { l10n } from 'vscode';
import { firstFailure, hasPassed } from '../../core/diagnosis/steps';
import type { ReportTexts } from '../../core/diagnosis/report';
import { accessSentences, consolePages } from './accessSentences';
import { factText, stateTexts, stepTitles } from './accessTexts';

/** The words of the report. */
export function reportTexts(): ReportTexts {
  return {
    heading: (state) => {
      const failure = firstFailure(state);
      if (failure) return l10n.t('AEP access check: failed at “{0}”', stepTitles[failure.id]());
      return hasPassed(state) ? l10n.t('AEP access check: passed') : l10n.t('AEP access check: stopped');
    },
    step: (id) => stepTitles[id](),
    state: (state) => stateTexts[state](),
    fact: factText,
    failure: (step) => {
      const { cause, remedies, codes, page } = accessSentences(step);
      const console = page === undefined ? [] : [`${consolePages[page].title()}: ${consolePages[page].url}`];
      return [cause, ...remedies, ...console, ...(codes === '' ? [] : [codes.slice(1, -1)])];
    },
    columns: [l10n.t('Step'), l10n.t('Result'), l10n.t('Found')],
    about: {
      started: l10n.t('Started'),
      took: l10n.t('Took'),
      organisation: l10n.t('Organisation'),
      client: l10n.t('Client ID'),
      ims: l10n.t('IMS'),
      platform: l10n.t('Platform'),
      versions: l10n.t('Versions'),
    },
  };
}
