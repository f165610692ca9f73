import { type AdobeFixture } from './localAdobe';

/** A sentence as the tables have it: the local Adobe's hosts as `<ims>` and `<platform>`, its request ID as `<id>`. */
export function sentenceOf(message: string, fixture: AdobeFixture): string {
  return message
    .replaceAll(fixture.host('ims'), '<ims>')
    .replaceAll(fixture.host('platform'), '<platform>')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/, '<id>');
}
